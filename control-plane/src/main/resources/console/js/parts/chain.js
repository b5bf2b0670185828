import { h } from "../core/dom.js";
import { hash } from "./hash.js";
import { icon } from "./icons.js";

const WORDS = { true: "matches", false: "does not match", null: "not checked" };

/** Links from the evidence to the files, each held by the one before: where it breaks is seen. */
export function chain(links) {
  return h(
    "ol",
    { class: "chain" },
    links.map((link) =>
      h(
        "li",
        { "data-ok": String(link.ok) },
        h("span", { class: "ring", "aria-hidden": "true" }, link.ok === null ? null : icon(link.ok ? "done" : "broken")),
        h(
          "div",
          {},
          h("strong", {}, link.name, " ", h("span", { class: "verdict" }, WORDS[String(link.ok)])),
          link.detail ? h("p", { class: "small muted" }, link.detail) : null,
          link.expected ? values(link) : null,
        ),
      ),
    ),
  );
}

function values({ name, expected, actual, ok }) {
  return h(
    "div",
    { class: "values small" },
    h("span", { class: "muted" }, ok === false ? "recorded" : "SHA-256"),
    hash(expected, `the recorded hash of ${name}`),
    ok === false ? [h("span", { class: "muted" }, "now"), actual ? hash(actual, `the present hash of ${name}`) : h("span", { class: "muted" }, "missing")] : null,
  );
}
