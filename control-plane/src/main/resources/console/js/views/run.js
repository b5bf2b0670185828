import { h, replace } from "../core/dom.js";
import { period, utc } from "../core/format.js";
import { address } from "../core/router.js";
import { artifacts } from "../parts/artifacts.js";
import { facts } from "../parts/facts.js";
import { hash } from "../parts/hash.js";
import { inline } from "../parts/notice.js";
import { progress } from "../parts/progress.js";
import { isOver, status } from "../parts/status.js";
import { time } from "../parts/time.js";
import { timeline } from "../parts/timeline.js";
import { verification } from "../parts/verification.js";

export async function run({ api, live, person, id, signal }) {
  const path = `/v1/reports/${encodeURIComponent(id)}`;
  const [first, frameworks] = await Promise.all([api.get(path, signal), api.get("/v1/frameworks", signal)]);
  const framework = frameworks.items.find((item) => item.framework === first.framework);
  const page = h("div", { class: "run" });
  const verify = verification({ api, path, signal });
  const past = h("div", {});

  const tellPast = async () => {
    const { items } = await api.get(`${path}/events`, signal);
    replace(past, timeline(items));
  };

  const show = (now) => {
    replace(
      page,
      head(now, framework, () => cancel(now)),
      now.error ? h("section", { class: "notice failed" }, h("h2", {}, now.status === "FAILED" ? "Why it failed" : "Why it is tried again"), h("p", { class: "error" }, now.error)) : null,
      isOver(now) ? null : h("section", { class: "card" }, progress(now)),
      now.artifacts?.length > 0 ? artifacts(api, now, path) : null,
      now.status === "COMPLETED" && person.audits ? verify : null,
      h("div", { class: "columns" }, asked(now, framework), basis(now)),
      h("section", { class: "card" }, h("h2", {}, "Attempts"), past),
    );
    keep(now);
  };

  let current = first;
  const keep = (now) => {
    current = now;
  };
  const fresh = async () => {
    show(await api.get(path, signal));
    await tellPast();
  };

  const cancel = async (now) => {
    const where = page.querySelector(".actions");
    try {
      const after = await api.post(`${path}/cancel`, undefined, { signal });
      show({ ...now, ...after });
    } catch (problem) {
      where.append(inline("failed", problem.message));
    }
  };

  function head(now, of, stop) {
    const mayCancel = !isOver(now) && person.mayCancel(now);
    return h(
      "div",
      { class: "head" },
      h(
        "div",
        {},
        h("a", { class: "up small", href: address(["runs"]) }, "Runs"),
        h("h1", {}, of?.name ?? now.framework, " ", status(now.status)),
        h("p", { class: "muted" }, of?.title ?? "", of ? " · " : "", period(now.period_start, now.period_end)),
      ),
      h(
        "div",
        { class: "actions" },
        now.cancel_requested_by && !isOver(now) ? inline("muted", `Cancelled by ${now.cancel_requested_by}: it stops shortly`) : null,
        mayCancel && !now.cancel_requested_by ? h("button", { type: "button", class: "danger", onclick: stop }, "Cancel run") : null,
      ),
    );
  }

  live.addEventListener(
    "event",
    ({ detail: { data } }) => {
      if (data.id !== id) {
        return;
      }
      if (data.progress !== undefined) {
        show({ ...current, status: data.status, attempt: data.attempt, progress: data.progress });
      } else {
        fresh().catch(() => {});
      }
    },
    { signal },
  );
  live.addEventListener("state", ({ detail }) => detail === "live" && fresh().catch(() => {}), { signal });

  show(first);
  await tellPast();
  return page;
}

function asked(run, framework) {
  return facts("What was asked", [
    ["Framework", framework?.name ?? run.framework],
    ["From", h("span", {}, utc(run.period_start), " UTC")],
    ["Up to", h("span", {}, utc(run.period_end), " UTC")],
    run.scope?.subject ? ["Subject", h("code", {}, run.scope.subject)] : null,
    ["Formats", run.formats.map((format) => format.toUpperCase()).join(", ")],
    ["Partial", run.allow_partial ? "Allowed where the trail is behind" : "Not allowed: waits until the trail is complete"],
    ["Requested", time(run.requested_at)],
    ["By", run.requested_by],
    ["Run", hash(run.id, "the run's id")],
  ]);
}

function basis(run) {
  return facts("What it is made of", [
    ["Snapshot root", hash(run.snapshot_root, "the snapshot root")],
    ["Framework pack", hash(run.pack_sha256, "the pack's hash")],
    ["Template", hash(run.template_sha256, "the template's hash")],
    ["Reference data", run.reference_revision === null || run.reference_revision === undefined ? h("span", { class: "muted" }, "not yet") : `Revision ${run.reference_revision}`],
    ["Result", hash(run.output_sha256, "the result's hash")],
    ["Finished", time(run.finished_at)],
  ]);
}
