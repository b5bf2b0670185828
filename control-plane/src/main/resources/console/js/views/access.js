import { query } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { address } from "../core/router.js";
import { empty, failure } from "../parts/notice.js";
import { Pager } from "../parts/pager.js";
import { time } from "../parts/time.js";

const HEADS = ["When", "Who", "What", "Which", "Outcome"];
const RUN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PAGE = 50;

export async function access({ api, values, signal, go }) {
  const list = h("div", { class: "list" });
  const pager = new Pager(() => load());
  const load = async () => {
    try {
      const page = await api.get(`/v1/access${query({ ...search(values), limit: PAGE, cursor: pager.cursor })}`, signal);
      replace(list, page.items.length > 0 ? table(page.items, values, go) : empty("Nothing was read", "Nobody made a call that matches these filters."));
      pager.shown(page.items.length, page.next_cursor);
    } catch (problem) {
      replace(list, failure(problem, load));
    }
  };
  await load();
  const submit = (event) => {
    event.preventDefault();
    go(["access"], Object.fromEntries(new FormData(event.currentTarget)));
  };
  return h(
    "div",
    {},
    h("div", { class: "head" }, h("div", {}, h("h1", {}, "Access"), h("p", { class: "muted" }, "Every call to the API, refused ones too. Nothing can be taken out of it."))),
    h(
      "form",
      { class: "filters", onsubmit: submit },
      field("Who", "actor", values.actor, "text", "a token's subject"),
      field("Which", "object", values.object, "text", "a run's id, or a path"),
      field("From (UTC)", "from", values.from, "date"),
      field("To (UTC)", "to", values.to, "date"),
      h("button", { type: "submit" }, "Filter"),
      Object.keys(values).length > 0 ? h("a", { class: "button quiet", href: address(["access"]) }, "Clear") : null,
    ),
    list,
    pager.element,
  );
}

/** Days, both included, as instants. */
function search({ actor, object, from, to }) {
  const after = to ? new Date(Date.parse(to) + 86400000).toISOString() : null;
  return { actor, object, from: from ? `${from}T00:00:00Z` : null, to: after };
}

function field(label, name, value, type, placeholder) {
  return h("label", {}, h("span", {}, label), h("input", { name, type, value: value ?? "", placeholder }));
}

function table(items, values, go) {
  return h(
    "table",
    { class: "access" },
    h("thead", {}, h("tr", {}, HEADS.map((head) => h("th", { scope: "col" }, head)))),
    h(
      "tbody",
      {},
      items.map((item) =>
        h(
          "tr",
          {},
          h("td", { class: "at" }, time(item.at)),
          h("td", { class: "who-read" }, h("button", { type: "button", class: "link", title: `Only ${item.actor}`, onclick: () => go(["access"], { ...values, actor: item.actor }) }, item.actor)),
          h("td", { class: "what" }, words(item.action)),
          h("td", { class: "which" }, RUN.test(item.object) ? h("a", { href: address(["runs", item.object]) }, h("code", {}, item.object.slice(0, 8))) : h("code", {}, item.object)),
          h("td", { class: "outcome" }, outcome(String(item.outcome))),
        ),
      ),
    ),
  );
}

/** downloadReport as Download report. */
function words(operation) {
  const text = operation.replace(/[_.]/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function outcome(value) {
  const refused = /^[45]/.test(value) || value === "FAILED";
  return h("span", { class: refused ? "refused" : "allowed" }, refused ? "Refused " : "", h("span", { class: "number" }, value));
}
