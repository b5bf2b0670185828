import { query } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { address } from "../core/router.js";
import { frameworkNames } from "../parts/frameworks.js";
import { empty, failure } from "../parts/notice.js";
import { Pager } from "../parts/pager.js";
import { STATUSES, statusName } from "../parts/status.js";
import { RunTable } from "../parts/run-table.js";

const PAGE = 25;

export async function runs({ api, live, person, values, signal, go }) {
  const names = await frameworkNames(api, signal);
  const list = h("div", { class: "list", "aria-live": "off" });
  const pager = new Pager(() => load());
  let table = null;

  const load = async () => {
    const search = { ...values, limit: PAGE, cursor: pager.cursor };
    try {
      const page = await api.get(`/v1/reports${query(search)}`, signal);
      table = new RunTable(page.items, names);
      replace(list, page.items.length > 0 ? table.element : nothing(values, person));
      pager.shown(page.items.length, page.next_cursor);
    } catch (problem) {
      replace(list, failure(problem, load));
    }
  };

  live.addEventListener("event", ({ detail: { type, data } }) => {
    if (table?.update(data)) {
      return;
    }
    if (type === "report.pending" && pager.isFirst) {
      load();
    }
  }, { signal });
  live.addEventListener("state", ({ detail }) => detail === "live" && load(), { signal });

  const choose = (name) => (event) => go(["runs"], { ...values, [name]: event.target.value });
  await load();
  return h(
    "div",
    {},
    h(
      "div",
      { class: "head" },
      h("h1", {}, "Runs"),
      person.requests ? h("a", { class: "button primary", href: address(["request"]) }, "Request a report") : null,
    ),
    h(
      "div",
      { class: "filters" },
      select("Status", values.status, STATUSES.map((s) => [s, statusName(s)]), choose("status")),
      select("Framework", values.framework, [...names], choose("framework")),
    ),
    list,
    pager.element,
  );
}

function select(label, value, options, onchange) {
  return h(
    "label",
    {},
    h("span", {}, label),
    h(
      "select",
      { onchange },
      h("option", { value: "" }, "All"),
      options.map(([key, name]) => h("option", { value: key, selected: key === value }, name)),
    ),
  );
}

function nothing(values, person) {
  if (values.status || values.framework) {
    return empty("No run matches", "Nothing was requested with these filters.", h("a", { class: "button", href: address(["runs"]) }, "Show all runs"));
  }
  return person.requests
    ? empty("No runs yet", "A report begins with a request: choose a framework and a period.", h("a", { class: "button primary", href: address(["request"]) }, "Request a report"))
    : empty("No runs yet", "As soon as somebody requests a report it appears here by itself.");
}
