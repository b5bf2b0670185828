import { ServerEvents } from "./server-events.js";
import { backoff, wait } from "./wait.js";

const LASTING = 5000;

/** A server that is alive sends a heartbeat more often than this. */
const SILENCE = 45000;

/** A browser has few connections to one server: a tab that nobody looks at holds none. */
function seen(signal) {
  return new Promise((resolve) => {
    const look = () => (document.hidden && !signal.aborted ? null : resolve());
    document.addEventListener("visibilitychange", look, { signal });
    signal.addEventListener("abort", look);
    look();
  });
}

/**
 * What becomes of runs, as it happens: one stream for the whole console, read by fetch since an
 * EventSource cannot send the token. Comes back by itself after the last event that was seen.
 * Tells `event` (detail: type, data) and `state` (detail: live, connecting or offline).
 */
export class Live extends EventTarget {
  #api;
  #stop = new AbortController();
  #lastId = null;
  state = "connecting";

  constructor(api) {
    super();
    this.#api = api;
    api.addEventListener("unauthorized", () => this.close());
  }

  close() {
    this.#stop.abort();
  }

  async run() {
    for (let failures = 0; !this.#stop.signal.aborted; ) {
      await seen(this.#stop.signal);
      const began = Date.now();
      try {
        await this.#read(() => this.#become("live"));
        this.#become("connecting");
      } catch {
        this.#become(failures > 1 ? "offline" : "connecting");
      }
      // a stream that ends at once is not asked for again at once
      failures = Date.now() - began > LASTING ? 0 : failures;
      if (document.hidden) {
        continue;
      }
      try {
        await wait(backoff(failures++), this.#stop.signal);
      } catch {
        return;
      }
    }
  }

  async #read(connected) {
    const quiet = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, quiet.signal]);
    const alarm = () => setTimeout(() => quiet.abort(), SILENCE);
    document.addEventListener("visibilitychange", () => document.hidden && quiet.abort(), { signal });
    addEventListener("pagehide", () => quiet.abort(), { signal });
    let timer = alarm();
    try {
      const last = this.#lastId === null ? {} : { "Last-Event-ID": this.#lastId };
      const response = await this.#api.send("GET", "/v1/events", { signal, headers: last });
      connected();
      const parser = new ServerEvents((event) => this.#tell(event));
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        clearTimeout(timer);
        timer = alarm();
        parser.push(chunk.value);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #tell({ id, type, data }) {
    if (id !== null) {
      this.#lastId = id;
    }
    this.dispatchEvent(new CustomEvent("event", { detail: { type, data: JSON.parse(data) } }));
  }

  #become(state) {
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new CustomEvent("state", { detail: state }));
    }
  }
}
