import { h } from "../core/dom.js";
import { duration } from "../core/format.js";
import { time } from "./time.js";

const WORDS = {
  "report.pending": (event) => (event.attempt === 0 ? "Requested" : "Waits to be tried again"),
  "report.processing": (event) => `Attempt ${event.attempt} began`,
  "report.completed": () => "Completed",
  "report.failed": () => "Failed",
};

/** What became of a run, from its request on. */
export function timeline(events) {
  return h(
    "ol",
    { class: "timeline" },
    events.map((event, i) =>
      h(
        "li",
        { "data-type": event.type },
        h("i", { "aria-hidden": "true" }),
        h(
          "div",
          {},
          h("strong", {}, (WORDS[event.type] ?? (() => event.type))(event)),
          i > 0 ? h("span", { class: "muted small" }, ` after ${duration(new Date(event.at) - new Date(events[i - 1].at))}`) : null,
          event.error ? h("p", { class: "error small" }, event.error) : null,
        ),
        time(event.at),
      ),
    ),
  );
}
