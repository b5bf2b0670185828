import { h, svg } from "../core/dom.js";
import { day, duration } from "../core/format.js";
import { STATUSES, statusName } from "./status.js";

const WIDTH = 460;
const HEIGHT = 180;
const LEFT = 38;
const FLOOR = 154;
const TOP = 10;

function niceTop(most) {
  const steps = [1, 2, 4, 6, 8, 10];
  const size = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return steps.map((step) => step * size).find((value) => value >= most) ?? most;
}

function frame(label, top, name, marks, children) {
  const lines = [0, top / 2, top].map((value) => {
    const y = FLOOR - ((FLOOR - TOP) * value) / top;
    return [
      svg("line", { class: "grid", x1: LEFT, x2: WIDTH, y1: y, y2: y }),
      svg("text", { class: "tick", x: LEFT - 6, y: y + 4, "text-anchor": "end" }, name(value)),
    ];
  });
  const dates = marks.map(([x, text, anchor]) => svg("text", { class: "tick", x, y: HEIGHT - 6, "text-anchor": anchor }, text));
  return svg("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label }, lines, dates, children);
}

/** Stacked columns: how many runs were requested each day, by what became of them. */
export function runsPerDay(runs, now = new Date(), count = 30) {
  const dates = Array.from({ length: count }, (_, i) => day(new Date(now - (count - 1 - i) * 86400000)));
  const byDay = new Map(dates.map((date) => [date, []]));
  runs.forEach((run) => byDay.get(day(run.requested_at))?.push(run));
  const top = niceTop(Math.max(2, ...[...byDay.values()].map((list) => list.length)));
  const step = (WIDTH - LEFT) / count;
  const columns = dates.map((date, i) => {
    let y = FLOOR;
    const list = byDay.get(date);
    return STATUSES.map((status) => {
      const many = list.filter((run) => run.status === status).length;
      const height = ((FLOOR - TOP) * many) / top;
      y -= height;
      return many === 0
        ? null
        : svg(
            "rect",
            { "data-status": status, x: LEFT + i * step + 2, y: y + (y + height < FLOOR ? -1 : 0), width: step - 4, height: Math.max(1, height - 1), rx: 2 },
            svg("title", {}, `${date}: ${many} ${statusName(status).toLowerCase()}`),
          );
    });
  });
  const marks = [[LEFT, dates[0], "start"], [LEFT + (WIDTH - LEFT) / 2, dates[Math.floor(count / 2)], "middle"], [WIDTH, "today", "end"]];
  return frame(`Runs per day, last ${count} days: ${runs.length} in all`, top, (v) => (Number.isInteger(v) ? String(v) : ""), marks, columns);
}

/** One point a completed run, in the order of their ends: how long it took from its request. */
export function durations(runs) {
  const done = runs.filter((run) => run.status === "COMPLETED" && run.finished_at).sort((a, b) => Date.parse(a.finished_at) - Date.parse(b.finished_at));
  const took = done.map((run) => new Date(run.finished_at) - new Date(run.requested_at));
  const top = niceTop(Math.max(1, ...took) / 1000) * 1000;
  const step = (WIDTH - LEFT - 16) / Math.max(1, done.length - 1);
  const at = (millis, i) => [LEFT + 8 + i * step, FLOOR - ((FLOOR - TOP) * millis) / top];
  const points = took.map((millis, i) => {
    const [cx, cy] = at(millis, i);
    return svg("circle", { class: "dot", cx, cy, r: 3.5 }, svg("title", {}, `${done[i].framework}: ${duration(millis)}`));
  });
  const line = svg("polyline", { class: "line", points: took.map((millis, i) => at(millis, i).join(",")).join(" ") });
  const middle = [...took].sort((a, b) => a - b)[Math.floor(took.length / 2)];
  const marks = done.length === 0 ? [] : [[LEFT, day(done[0].finished_at), "start"], [WIDTH, day(done.at(-1).finished_at), "end"]];
  return {
    chart: frame(`From request to completion, ${done.length} runs`, top, (v) => (v === 0 ? "0" : axis(v)), marks, [line, points]),
    median: middle,
  };
}

function axis(millis) {
  return millis < 60000 ? `${Number((millis / 1000).toFixed(1))} s` : `${Number((millis / 60000).toFixed(1))} m`;
}

export function legend() {
  return h("ul", { class: "legend" }, STATUSES.map((status) => h("li", { "data-status": status }, h("i", {}), statusName(status))));
}
