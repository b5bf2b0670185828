import { query } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { duration } from "../core/format.js";
import { address } from "../core/router.js";
import { durations, legend, runsPerDay } from "../parts/chart.js";
import { frameworkNames } from "../parts/frameworks.js";
import { empty } from "../parts/notice.js";
import { RunTable } from "../parts/run-table.js";

const DAYS = 30;

export async function overview({ api, live, person, signal }) {
  const names = await frameworkNames(api, signal);
  const page = h("div", { class: "overview" });
  let table = null;
  const load = async () => {
    const since = new Date(Date.now() - DAYS * 86400000).toISOString().replace(/T.*/, "T00:00:00Z");
    const { items } = await api.get(`/v1/reports${query({ requested_from: since, limit: 1000 })}`, signal);
    table = new RunTable(items.slice(0, 6), names);
    replace(page, head(person), items.length === 0 ? none(person) : [figures(items), charts(items), latest(table)]);
  };
  live.addEventListener("event", ({ detail: { data } }) => {
    if (data.progress === undefined) {
      load().catch(() => {});
    } else {
      table?.update(data);
    }
  }, { signal });
  await load();
  return page;
}

function head(person) {
  return h("div", { class: "head" }, h("div", {}, h("h1", {}, "Overview"), h("p", { class: "muted" }, person.audits ? `All runs of the last ${DAYS} days` : `Your runs of the last ${DAYS} days`)));
}

function none(person) {
  return person.requests
    ? empty("Nothing was requested lately", "A report begins with a request: choose a framework and a period.", h("a", { class: "button primary", href: address(["request"]) }, "Request a report"))
    : empty("Nothing was requested lately", "As soon as somebody requests a report it appears here by itself.");
}

function figures(runs) {
  const count = (...statuses) => runs.filter((run) => statuses.includes(run.status)).length;
  const { median } = durations(runs);
  return h(
    "div",
    { class: "figures" },
    figure("Runs", runs.length, {}),
    figure("Under way", count("PENDING", "PROCESSING"), { status: "PROCESSING" }),
    figure("Failed", count("FAILED"), { status: "FAILED" }),
    figure("Median time", median === undefined ? "–" : duration(median), { status: "COMPLETED" }),
  );
}

function figure(name, value, filter) {
  return h("a", { class: "figure", href: address(["runs"], filter) }, h("span", {}, name), h("strong", {}, String(value)));
}

function charts(runs) {
  const { chart } = durations(runs);
  return h(
    "div",
    { class: "columns" },
    h("section", { class: "card" }, h("h2", {}, "Runs per day"), runsPerDay(runs), legend()),
    h("section", { class: "card" }, h("h2", {}, "From request to report"), chart),
  );
}

function latest(table) {
  return h("section", {}, h("div", { class: "head small" }, h("h2", {}, "Latest"), h("a", { href: address(["runs"]) }, "All runs")), h("div", { class: "list" }, table.element));
}
