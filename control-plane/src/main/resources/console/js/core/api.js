import { Problem, Unreachable } from "./problem.js";
import { backoff, wait } from "./wait.js";

const BUSY_ATTEMPTS = 5;

/**
 * The way to the API. Tells `unauthorized` (the token no longer counts) and `busy` (429: it waits as
 * long as the answer asks, and tries again).
 */
export class Api extends EventTarget {
  #token;

  constructor(token) {
    super();
    this.#token = token;
  }

  headers(more) {
    return { Authorization: `Bearer ${this.#token}`, ...more };
  }

  async get(path, signal) {
    return (await this.send("GET", path, { signal })).json();
  }

  async post(path, body, { headers, signal } = {}) {
    const sent = body === undefined ? {} : { "Content-Type": "application/json" };
    const response = await this.send("POST", path, {
      signal,
      headers: { ...sent, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return response.status === 204 ? null : response.json();
  }

  async send(method, path, { signal, headers, body } = {}) {
    for (let attempt = 0; ; attempt++) {
      const response = await this.#fetch(method, path, signal, headers, body);
      if (response.status === 429 && attempt < BUSY_ATTEMPTS) {
        const asked = Number(response.headers.get("Retry-After")) * 1000;
        const pause = Math.max(asked || 0, backoff(attempt));
        this.dispatchEvent(new CustomEvent("busy", { detail: pause }));
        await wait(pause, signal);
        continue;
      }
      if (!response.ok) {
        throw await this.refused(response);
      }
      return response;
    }
  }

  async refused(response) {
    if (response.status === 401) {
      this.dispatchEvent(new Event("unauthorized"));
    }
    return Problem.of(response);
  }

  async #fetch(method, path, signal, headers, body) {
    try {
      return await fetch(path, { method, signal, headers: this.headers(headers), body, cache: "no-store" });
    } catch (failure) {
      throw failure.name === "AbortError" || signal?.aborted ? failure : new Unreachable();
    }
  }
}

/** `?a=b` of what is set. */
export function query(values) {
  const set = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
}
