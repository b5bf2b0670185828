import { svg } from "../core/dom.js";

// 20 x 20, drawn with strokes
const PATHS = {
  overview: "M3 16.5V11m4.7 5.5V6.5m4.6 10V9m4.7 7.5V3.5",
  runs: "M3.5 5h13M3.5 10h13M3.5 15h8",
  request: "M10 4v12M4 10h12",
  controls: "M4 3.5h12v13H4Zm3 4 1.5 1.5L12 5.8M7 12.5h6",
  holds: "M5.5 9V6.8a4.5 4.5 0 0 1 9 0V9m-10 0h11v7.5h-11Z",
  access: "M2.5 10s2.7-5 7.5-5 7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5Zm7.5 2.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  leave: "M8 4H4.5v12H8m4.5-9 3 3-3 3m3-3H8",
  copy: "M7 7V4h9v9h-3M4 7h9v9H4Z",
  done: "m4.5 10.5 3.5 3.5 7.5-8",
  download: "M10 3.5v9m-3.5-3.5 3.5 3.5 3.5-3.5M4 16.5h12",
  back: "m11.5 5-5 5 5 5",
  next: "m8.5 5 5 5-5 5",
  broken: "m5.5 5.5 9 9m0-9-9 9",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 3.5 3.5",
};

export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" },
    svg("path", { d: PATHS[name] }),
  );
}
