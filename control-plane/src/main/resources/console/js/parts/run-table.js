import { h } from "../core/dom.js";
import { period } from "../core/format.js";
import { address } from "../core/router.js";
import { progress } from "./progress.js";
import { status } from "./status.js";
import { time } from "./time.js";

const HEADS = ["Report", "Period", "Status", "Progress", "Requested", "By"];

/** Runs, each of which changes where it stands as events come. */
export class RunTable {
  #rows = new Map();

  constructor(items, names) {
    this.names = names;
    const rows = items.map((run) => this.#add(run));
    this.element = h(
      "table",
      { class: "runs" },
      h("thead", {}, h("tr", {}, HEADS.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows),
    );
  }

  /** Whether it is one of these. */
  update(data) {
    const held = this.#rows.get(data.id);
    if (!held) {
      return false;
    }
    const fresh = data.progress === undefined ? { error: data.error, progress: null } : { progress: data.progress };
    const run = { ...held.run, status: data.status, attempt: data.attempt, ...fresh };
    const row = this.#row(run);
    row.classList.toggle("changed", run.status !== held.run.status);
    if (held.row.contains(document.activeElement)) {
      held.row.replaceWith(row);
      row.querySelector("a").focus();
    } else {
      held.row.replaceWith(row);
    }
    this.#rows.set(run.id, { run, row });
    return true;
  }

  #add(run) {
    const row = this.#row(run);
    this.#rows.set(run.id, { run, row });
    return row;
  }

  #row(run) {
    const name = this.names.get(run.framework) ?? run.framework;
    return h(
      "tr",
      { "data-run": run.id },
      h("td", { class: "name" }, h("a", { href: address(["runs", run.id]) }, name), h("code", { class: "small muted" }, run.id.slice(0, 8))),
      h("td", { class: "period" }, period(run.period_start, run.period_end)),
      h("td", { class: "is" }, status(run.status)),
      h("td", { class: "how-far" }, run.status === "FAILED" ? h("span", { class: "why small", title: run.error }, run.error) : progress(run)),
      h("td", { class: "at" }, time(run.requested_at)),
      h("td", { class: "by", title: run.requested_by }, run.requested_by),
    );
  }
}
