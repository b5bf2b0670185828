import { h } from "../core/dom.js";
import { duration } from "../core/format.js";

const PHASES = [
  ["waiting", "Waits for the trail"],
  ["snapshot", "Pins the snapshot"],
  ["proving", "Proves the evidence"],
  ["querying", "Computes the metrics"],
  ["rendering", "Renders"],
  ["publishing", "Publishes"],
];

/** How far the run is: a part of the bar for each phase, or for each section where they are told. */
export function progress(run, { text = true } = {}) {
  const { parts, now, label } = state(run);
  return h(
    "div",
    { class: "progress", "data-status": run.status },
    h(
      "div",
      { class: "bar", role: "progressbar", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": parts, "aria-valuenow": now },
      Array.from({ length: parts }, (_, i) => h("i", { class: i < now ? "done" : i === now && run.status === "PROCESSING" ? "now" : null })),
    ),
    text ? h("span", { class: "small muted" }, label) : null,
  );
}

function state(run) {
  const told = run.progress ?? {};
  if (run.status === "COMPLETED") {
    return { parts: PHASES.length, now: PHASES.length, label: run.finished_at ? `in ${duration(new Date(run.finished_at) - new Date(run.requested_at))}` : "Done" };
  }
  if (run.status === "PENDING") {
    return { parts: PHASES.length, now: 0, label: run.error ? "Waits to be tried again" : "In the queue" };
  }
  const phase = PHASES.findIndex(([name]) => name === told.phase);
  const now = Math.max(0, phase);
  if (run.status === "FAILED") {
    return { parts: PHASES.length, now, label: "Stopped" };
  }
  const sections = told.sections_total > 0 ? ` · ${told.sections_done ?? 0} of ${told.sections_total}` : "";
  return { parts: PHASES.length, now, label: (phase < 0 ? "Starts" : PHASES[phase][1]) + sections };
}
