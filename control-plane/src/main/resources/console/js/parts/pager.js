import { h } from "../core/dom.js";
import { icon } from "./icons.js";

/** Back and forth through a list that is read by cursors: it remembers the ones it came by. */
export class Pager {
  #cursors = [null];
  #next = null;

  constructor(load) {
    const step = (change) => () => {
      change();
      load();
    };
    this.back = h("button", { type: "button", onclick: step(() => this.#cursors.pop()) }, icon("back"), "Newer");
    this.forth = h("button", { type: "button", onclick: step(() => this.#cursors.push(this.#next)) }, "Older", icon("next"));
    this.count = h("span", { class: "muted small", role: "status" });
    this.element = h("div", { class: "pager" }, this.count, this.back, this.forth);
  }

  get cursor() {
    return this.#cursors.at(-1);
  }

  get isFirst() {
    return this.#cursors.length === 1;
  }

  restart() {
    this.#cursors = [null];
  }

  shown(items, nextCursor) {
    this.#next = nextCursor;
    this.back.disabled = this.isFirst;
    this.forth.disabled = !nextCursor;
    this.count.textContent = items === 0 ? "" : `Page ${this.#cursors.length}`;
    this.element.hidden = this.isFirst && !nextCursor;
  }
}
