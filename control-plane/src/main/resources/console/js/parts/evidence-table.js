import { h } from "../core/dom.js";
import { period } from "../core/format.js";
import { address } from "../core/router.js";
import { hash } from "./hash.js";
import { status } from "./status.js";
import { time } from "./time.js";

const HEADS = ["Period", "Status", "Collected", "By", "SHA-256"];

/** Records of evidence, a row each. */
export function evidenceTable(items) {
  return h(
    "table",
    { class: "records" },
    h("thead", {}, h("tr", {}, HEADS.map((head) => h("th", { scope: "col" }, head)))),
    h(
      "tbody",
      {},
      items.map((item) =>
        h(
          "tr",
          { "data-evidence": item.id },
          h("td", { class: "name" }, h("a", { href: address(["evidence", item.id]) }, period(item.period_start, item.period_end))),
          h("td", { class: "is" }, status(item.status)),
          h("td", { class: "at" }, time(item.collected_at)),
          h("td", {}, item.collected_by),
          h("td", {}, item.status === "collected" ? hash(item.content_hash, "the record's hash") : h("span", { class: "muted small" }, item.error ?? "")),
        ),
      ),
    ),
  );
}
