import { h, replace } from "../core/dom.js";
import { period } from "../core/format.js";
import { address } from "../core/router.js";
import { backoff, wait } from "../core/wait.js";
import { chain } from "../parts/chain.js";
import { facts } from "../parts/facts.js";
import { hash } from "../parts/hash.js";
import { inline } from "../parts/notice.js";
import { status } from "../parts/status.js";
import { time } from "../parts/time.js";

const NAMES = { payload: "In the database", object: "In the object store" };

/** One record of evidence: what was collected, what it says, and who had it in hand. */
export async function evidence({ api, person, id, signal }) {
  const path = `/v1/evidence/${encodeURIComponent(id)}`;
  const page = h("div", { class: "run" });
  const show = async () => {
    const [record, custody] = await Promise.all([api.get(path, signal), api.get(`${path}/custody`, signal)]);
    replace(
      page,
      head(record),
      record.error ? h("section", { class: "notice failed" }, h("h2", {}, "Why it failed"), h("p", { class: "error" }, record.error)) : null,
      record.result ? result(record.result) : null,
      person.audits ? verification(api, path, signal) : null,
      h("div", { class: "columns" }, about(record), passed(custody.items)),
      sources(record),
    );
    return record;
  };
  const follow = async (first) => {
    let record = first;
    for (let attempt = 0; record.status === "pending"; attempt++) {
      await wait(backoff(Math.min(attempt, 3), 500), signal);
      record = await show();
    }
  };
  follow(await show()).catch(() => {});
  return page;
}

function head(record) {
  return h(
    "div",
    { class: "head" },
    h(
      "div",
      {},
      h("a", { class: "up small", href: address(["controls", record.control_id]) }, record.control),
      h("h1", {}, "Evidence of ", record.control, " ", status(record.status)),
      h("p", { class: "muted" }, record.framework, " · ", period(record.period_start, record.period_end)),
    ),
    h("div", { class: "actions" }, record.artifact_url ? h("a", { class: "button", href: record.artifact_url, target: "_blank", rel: "noopener noreferrer" }, "Stored JSON") : null),
  );
}

function result({ outcome, met, expected, shortfalls }) {
  return h(
    "section",
    { class: "card result" },
    h("h2", {}, outcome === "collected" ? "For a person to read" : status(outcome)),
    expected > 0 ? h("p", { class: "muted small" }, `${met} of ${expected} expectations met`) : null,
    shortfalls.length > 0
      ? h("dl", {}, shortfalls.map((one) => h("div", {}, h("dt", {}, one.severity), h("dd", {}, h("strong", {}, one.title), h("p", { class: "small" }, one.detail), h("p", { class: "muted small" }, one.remediation)))))
      : null,
  );
}

function about(record) {
  return facts("Where it is from", [
    ["Collected", time(record.collected_at)],
    ["By", record.collected_by],
    ["Collector", record.collector_ver],
    ["Asked for by", `${record.requested_by} (${record.trigger.replace("_", " ")})`],
    ["Attempt", String(record.attempt)],
    ["SHA-256", hash(record.content_hash, "the record's hash")],
    ["Object", record.artifact_s3_key ? h("code", {}, record.artifact_s3_key) : "not stored yet"],
    record.object_version_id ? ["Version", hash(record.object_version_id, "the version's id")] : null,
  ]);
}

function passed(items) {
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Chain of custody"),
    h("ol", { class: "timeline custody" }, items.map((item) => h("li", { "data-action": item.action }, h("i", { "aria-hidden": "true" }), h("div", {}, h("strong", {}, item.action), h("span", { class: "muted small" }, ` ${item.actor}`)), time(item.at)))),
  );
}

function sources(record) {
  const entries = Object.entries(record.raw_payload.sources ?? {});
  return entries.length === 0
    ? null
    : h(
        "section",
        { class: "card" },
        h("h2", {}, "What the sources gave"),
        entries.map(([name, section]) =>
          h("details", {}, h("summary", {}, name, " ", status(section.status), h("span", { class: "muted small" }, ` ${section.from ?? section.error ?? ""}`)), h("pre", {}, JSON.stringify(section.data ?? section, null, 2))),
        ),
      );
}

function verification(api, path, signal) {
  const told = h("div", { class: "result", "aria-live": "polite" });
  const verify = async () => {
    try {
      const { verified, links } = await api.post(`${path}/verify`, undefined, { signal });
      replace(
        told,
        h("p", { class: `verdict ${verified ? "good" : "bad"}` }, verified ? "Verified: it is what was collected." : "Not verified: it is not what was collected."),
        chain(links.map((link) => ({ ...link, name: NAMES[link.link] ?? link.link }))),
      );
    } catch (problem) {
      replace(told, inline("failed", problem.message));
    }
  };
  return h(
    "section",
    { class: "card verify" },
    h("div", { class: "head small" }, h("div", {}, h("h2", {}, "Verification"), h("p", { class: "muted small" }, "Recomputes the hash of the payload and of the stored version.")), h("button", { type: "button", class: "primary", onclick: verify }, "Verify")),
    told,
  );
}
