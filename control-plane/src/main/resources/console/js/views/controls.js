import { query } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { period } from "../core/format.js";
import { address } from "../core/router.js";
import { frameworkNames } from "../parts/frameworks.js";
import { empty, failure } from "../parts/notice.js";
import { Pager } from "../parts/pager.js";
import { status } from "../parts/status.js";
import { time } from "../parts/time.js";

const HEADS = ["Control", "Framework", "Collected by", "Last collection", "Period", "When"];
const PAGE = 200;

/** What has to be shown, and what was last collected to show it. */
export async function controls({ api, values, signal, go }) {
  const names = await frameworkNames(api, signal);
  const list = h("div", { class: "list" });
  const pager = new Pager(() => load());
  const load = async () => {
    try {
      const page = await api.get(`/v1/controls${query({ ...values, limit: PAGE, cursor: pager.cursor })}`, signal);
      replace(list, page.items.length > 0 ? table(page.items, names) : empty("No control", "No control matches these filters."));
      pager.shown(page.items.length, page.next_cursor);
    } catch (problem) {
      replace(list, failure(problem, load));
    }
  };
  await load();
  const change = (event) => go(["controls"], Object.fromEntries(new FormData(event.currentTarget)));
  return h(
    "div",
    {},
    h("div", { class: "head" }, h("div", {}, h("h1", {}, "Controls"), h("p", { class: "muted" }, "What each framework wants to be shown, and the evidence that was last collected for it."))),
    h(
      "form",
      { class: "filters", onchange: change },
      choice("Framework", "framework", values.framework, [["", "All"], ...names]),
      choice("Collectable here", "collectable", values.collectable, [["", "All"], ["true", "Yes"], ["false", "No"]]),
    ),
    list,
    pager.element,
  );
}

function choice(label, name, value, options) {
  return h("label", {}, h("span", {}, label), h("select", { name }, options.map(([key, text]) => h("option", { value: key, selected: key === (value ?? "") }, text))));
}

function table(items, names) {
  return h(
    "table",
    { class: "controls" },
    h("thead", {}, h("tr", {}, HEADS.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, items.map((item) => row(item, names))),
  );
}

function row(item, names) {
  const last = item.last_collection;
  return h(
    "tr",
    { "data-control": item.id },
    h("td", { class: "name" }, h("a", { href: address(["controls", item.id]) }, item.control_id), h("span", { class: "muted small" }, item.name)),
    h("td", {}, names.get(item.framework) ?? item.framework),
    h("td", {}, item.collection_fn, item.collectable || item.collection_fn === "manual" ? null : h("span", { class: "muted small" }, " not here")),
    h("td", { class: "is" }, last ? status(last.status) : h("span", { class: "muted" }, "never")),
    h("td", {}, last ? period(last.period_start, last.period_end) : null),
    h("td", { class: "at" }, last ? time(last.collected_at) : null),
  );
}
