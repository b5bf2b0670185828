import { h } from "../core/dom.js";

export const STATUSES = ["PENDING", "PROCESSING", "COMPLETED", "FAILED"];
const NAMES = {
  PENDING: "Pending",
  PROCESSING: "Processing",
  COMPLETED: "Completed",
  FAILED: "Failed",
  pending: "Pending",
  collected: "Collected",
  failed: "Failed",
  requested: "Requested",
  active: "Active",
  release_requested: "Release asked for",
  released: "Released",
  pass: "Pass",
  partial: "Partial",
  fail: "Fail",
};
/** What other words look like. */
const TONES = {
  pending: "PENDING",
  collected: "COMPLETED",
  failed: "FAILED",
  requested: "PENDING",
  active: "PROCESSING",
  release_requested: "PENDING",
  released: "COMPLETED",
  pass: "COMPLETED",
  partial: "PENDING",
  fail: "FAILED",
};

export function statusName(status) {
  return NAMES[status] ?? status;
}

export function status(value) {
  return h("span", { class: "status", "data-status": TONES[value] ?? value }, h("i", {}), statusName(value));
}

export function isOver(run) {
  return run.status === "COMPLETED" || run.status === "FAILED";
}
