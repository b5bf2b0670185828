import { h } from "../core/dom.js";
import { relative, utc } from "../core/format.js";

/** How long ago, and exactly when. */
export function time(instant) {
  if (!instant) {
    return h("span", { class: "muted" }, "–");
  }
  return h(
    "span",
    { class: "when" },
    h("time", { datetime: instant, title: `${utc(instant)} UTC`, "data-relative": true }, relative(instant)),
    h("span", { class: "utc" }, utc(instant), h("abbr", {}, "UTC")),
  );
}

export function keepTimesFresh(signal) {
  const timer = setInterval(() => {
    for (const element of document.querySelectorAll("time[data-relative]")) {
      element.textContent = relative(element.dateTime);
    }
  }, 5000);
  signal.addEventListener("abort", () => clearInterval(timer));
}
