import { h } from "../core/dom.js";

export const STATUSES = ["PENDING", "PROCESSING", "COMPLETED", "FAILED"];
const NAMES = { PENDING: "Pending", PROCESSING: "Processing", COMPLETED: "Completed", FAILED: "Failed" };

export function statusName(status) {
  return NAMES[status] ?? status;
}

export function status(value) {
  return h("span", { class: "status", "data-status": value }, h("i", {}), statusName(value));
}

export function isOver(run) {
  return run.status === "COMPLETED" || run.status === "FAILED";
}
