import { h, replace } from "../core/dom.js";
import { address } from "../core/router.js";
import { evidenceTable } from "../parts/evidence-table.js";
import { facts } from "../parts/facts.js";
import { hash } from "../parts/hash.js";
import { empty, inline } from "../parts/notice.js";

const LIST = 100;

/** One control: what it asks for, what it expects, and every record of its evidence. */
export async function control({ api, person, id, signal, go }) {
  const path = `/v1/controls/${encodeURIComponent(id)}`;
  const [now, records] = await Promise.all([api.get(path, signal), api.get(`/v1/evidence?control_id=${encodeURIComponent(id)}&limit=${LIST}`, signal)]);
  return h(
    "div",
    { class: "run" },
    h(
      "div",
      { class: "head" },
      h("div", {}, h("a", { class: "up small", href: address(["controls"]) }, "Controls"), h("h1", {}, now.control_id), h("p", { class: "muted" }, now.name)),
    ),
    now.description ? h("section", { class: "card" }, h("p", {}, now.description)) : null,
    person.collects && now.collectable ? collect(api, path, signal, go) : null,
    h("section", { class: "list" }, records.items.length > 0 ? evidenceTable(records.items) : empty("No evidence yet", now.collectable ? "It is collected on its schedule, or when somebody asks." : (now.collectable_reason ?? ""))),
    h("div", { class: "columns" }, asks(now), expects(now)),
  );
}

function asks(now) {
  return facts("How it is collected", [
    ["Handler", now.collection_fn],
    ["Schedule", h("code", {}, now.schedule)],
    ["Sources", now.sources.length > 0 ? now.sources.join(", ") : "A person hands it in"],
    ["Collectable", now.collectable ? "Yes" : now.collectable_reason],
    ["Definition", hash(now.definition_sha256, "the definition's hash")],
  ]);
}

function expects(now) {
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "What has to be true of it"),
    now.expectations.length > 0
      ? h("dl", {}, now.expectations.map((one) => h("div", {}, h("dt", {}, one.severity), h("dd", {}, one.title, h("p", { class: "muted small" }, one.remediation)))))
      : h("p", { class: "muted" }, "Nothing that a program could tell: a person reads it."),
  );
}

function collect(api, path, signal, go) {
  const told = h("div", { "aria-live": "polite" });
  const submit = async (event) => {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget));
    try {
      const record = await api.post(`${path}/collect`, form, { signal });
      go(["evidence", record.id]);
    } catch (problem) {
      replace(told, inline("failed", problem.message));
    }
  };
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Collect a period"),
    h("form", { class: "filters", onsubmit: submit }, day("From (UTC)", "period_start"), day("Up to (UTC)", "period_end"), h("button", { type: "submit", class: "primary" }, "Collect")),
    told,
  );
}

function day(label, name) {
  return h("label", {}, h("span", {}, label), h("input", { name, type: "date", required: true }));
}
