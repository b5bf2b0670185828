import { h, replace } from "../core/dom.js";
import { address } from "../core/router.js";
import { facts } from "../parts/facts.js";
import { inline } from "../parts/notice.js";
import { status } from "../parts/status.js";
import { time } from "../parts/time.js";

/** One hold: who asked, who approved, and what it holds. */
export async function hold({ api, person, id, signal }) {
  const path = `/v1/holds/${encodeURIComponent(id)}`;
  const page = h("div", { class: "run" });
  const told = h("div", { "aria-live": "polite" });
  const show = (now) =>
    replace(
      page,
      h(
        "div",
        { class: "head" },
        h("div", {}, h("a", { class: "up small", href: address(["holds"]) }, "Holds"), h("h1", {}, now.name, " ", status(now.status)), h("p", { class: "muted" }, now.reason)),
        person.holds ? actions(now) : null,
      ),
      told,
      h("div", { class: "columns" }, about(now), held(now)),
      h("section", { class: "card" }, h("h2", {}, "Approvals"), approvals(now)),
    );
  const act = async (where, body) => {
    try {
      replace(told);
      show(await api.post(`${path}/${where}`, body, { signal }));
    } catch (problem) {
      replace(told, inline("failed", problem.message));
    }
  };
  const actions = (now) =>
    h(
      "div",
      { class: "actions" },
      now.status === "requested" ? h("button", { type: "button", class: "primary approve", onclick: () => act("approvals") }, "Approve") : null,
      now.status === "release_requested" ? h("button", { type: "button", class: "danger approve", onclick: () => act("approvals") }, "Approve the release") : null,
      now.status === "active" ? h("button", { type: "button", class: "danger", onclick: () => act("release", { reason: "asked for in the console" }) }, "Ask for its release") : null,
    );
  show(await api.get(path, signal));
  return page;
}

function about(now) {
  return facts("What was asked", [
    ["Scope", h("code", {}, JSON.stringify(now.scope))],
    ["By", now.requested_by],
    ["Requested", time(now.requested_at)],
    ["Active", now.active_at ? time(now.active_at) : "not yet"],
    now.release_requested_by ? ["Release asked by", now.release_requested_by] : null,
    now.release_reason ? ["Why", now.release_reason] : null,
    now.released_at ? ["Released", time(now.released_at)] : null,
  ]);
}

function held(now) {
  const { covered, held, released } = now.objects;
  return facts("What it holds", [
    ["Objects", `${held} of ${covered} held${released ? `, ${released} let go` : ""}`],
    now.trail ? ["Trail", now.trail.paused ? "No row goes while it stands" : "Rows still go by their retention"] : null,
  ]);
}

function approvals(now) {
  return now.approvals.length === 0
    ? h("p", { class: "muted" }, "Nobody has approved anything yet.")
    : h("ol", { class: "timeline" }, now.approvals.map((one) => h("li", {}, h("i", { "aria-hidden": "true" }), h("div", {}, h("strong", {}, one.action === "place" ? "Placing" : "Release"), h("span", { class: "muted small" }, ` ${one.approver}`)), time(one.at))));
}
