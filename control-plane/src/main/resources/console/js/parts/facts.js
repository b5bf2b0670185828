import { h } from "../core/dom.js";

/** Names and what they are; null entries are left away. */
export function facts(title, entries) {
  return h(
    "section",
    { class: "card" },
    h("h2", {}, title),
    h(
      "dl",
      {},
      entries.filter(Boolean).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    ),
  );
}
