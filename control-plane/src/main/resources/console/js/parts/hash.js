import { copy } from "../core/clipboard.js";
import { h, replace } from "../core/dom.js";
import { short } from "../core/format.js";
import { icon } from "./icons.js";

/** A hash, cut where there is no room, and a button that copies all of it. */
export function hash(value, name) {
  if (!value) {
    return h("span", { class: "muted" }, "not yet");
  }
  const copied = h("button", { type: "button", class: "copy", "aria-label": `Copy ${name}`, title: `Copy ${name}` }, icon("copy"));
  copied.addEventListener("click", async () => {
    try {
      await copy(value);
      replace(copied, icon("done"));
      setTimeout(() => replace(copied, icon("copy")), 1500);
    } catch {
      copied.title = "Copying is not allowed here: select the text instead";
    }
  });
  return h(
    "span",
    { class: "hash" },
    h("code", { class: "full" }, value),
    h("code", { class: "cut", title: value, "aria-hidden": "true" }, short(value)),
    copied,
  );
}
