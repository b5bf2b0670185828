import { h } from "../core/dom.js";

const ADVICE = {
  403: "Your role does not allow this. Ask an administrator for the role that does.",
  404: "It does not exist, or it belongs to somebody else.",
  429: "The API is asked too often at the moment: wait a little.",
  503: "Something that the API needs is away. It comes back by itself: try again in a moment.",
};

/** What went wrong and what can be done about it. */
export function failure(problem, again) {
  if (problem.name === "AbortError") {
    return h("div", {});
  }
  return h(
    "section",
    { class: "notice failed", role: "alert" },
    h("h2", {}, problem.title ?? "The console failed"),
    h("p", {}, problem.message),
    ADVICE[problem.status] ? h("p", { class: "muted" }, ADVICE[problem.status]) : null,
    problem.requestId ? h("p", { class: "muted small" }, "Request ", h("code", {}, problem.requestId)) : null,
    again ? h("button", { type: "button", onclick: again }, "Try again") : null,
  );
}

export function empty(title, text, ...more) {
  return h("section", { class: "notice" }, h("h2", {}, title), h("p", { class: "muted" }, text), more);
}

/** Beside what is being done; replaced by the next message. */
export function inline(kind, text) {
  return h("p", { class: `inline ${kind}`, role: kind === "failed" ? "alert" : "status" }, text);
}
