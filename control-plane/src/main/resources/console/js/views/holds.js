import { query } from "../core/api.js";
import { h, replace } from "../core/dom.js";
import { address } from "../core/router.js";
import { empty, failure, inline } from "../parts/notice.js";
import { Pager } from "../parts/pager.js";
import { status } from "../parts/status.js";
import { time } from "../parts/time.js";

const HEADS = ["Hold", "Status", "Asked for by", "When"];
const PAGE = 50;

/** What may not go, whatever its retention says. */
export async function holds({ api, person, values, signal, go }) {
  const list = h("div", { class: "list" });
  const pager = new Pager(() => load());
  const load = async () => {
    try {
      const page = await api.get(`/v1/holds${query({ ...values, limit: PAGE, cursor: pager.cursor })}`, signal);
      replace(list, page.items.length > 0 ? table(page.items) : empty("No hold", "Nothing is held beyond its retention."));
      pager.shown(page.items.length, page.next_cursor);
    } catch (problem) {
      replace(list, failure(problem, load));
    }
  };
  await load();
  return h(
    "div",
    {},
    h("div", { class: "head" }, h("div", {}, h("h1", {}, "Legal holds"), h("p", { class: "muted" }, "One officer asks, another approves. To release it takes two more."))),
    person.holds ? ask(api, signal, go) : null,
    list,
    pager.element,
  );
}

function table(items) {
  return h(
    "table",
    { class: "holds" },
    h("thead", {}, h("tr", {}, HEADS.map((head) => h("th", { scope: "col" }, head)))),
    h(
      "tbody",
      {},
      items.map((item) =>
        h(
          "tr",
          { "data-hold": item.id },
          h("td", { class: "name" }, h("a", { href: address(["holds", item.id]) }, item.name)),
          h("td", { class: "is" }, status(item.status)),
          h("td", {}, item.requested_by),
          h("td", { class: "at" }, time(item.requested_at)),
        ),
      ),
    ),
  );
}

function ask(api, signal, go) {
  const told = h("div", { "aria-live": "polite" });
  const submit = async (event) => {
    event.preventDefault();
    const { name, reason, framework, trail } = Object.fromEntries(new FormData(event.currentTarget));
    const scope = { ...(framework ? { frameworks: [framework] } : {}), ...(trail ? { trail: true } : {}) };
    try {
      const made = await api.post("/v1/holds", { name, reason, scope }, { signal });
      go(["holds", made.id]);
    } catch (problem) {
      replace(told, inline("failed", problem.message));
    }
  };
  return h(
    "section",
    { class: "card ask" },
    h("h2", {}, "Ask for a hold"),
    h(
      "form",
      { class: "filters", onsubmit: submit },
      field("Name", { name: "name", required: true, maxlength: 200 }),
      field("Reason", { name: "reason", required: true, maxlength: 2000 }),
      field("Framework", { name: "framework", placeholder: "soc2; empty: none" }),
      h("label", { class: "check" }, h("input", { type: "checkbox", name: "trail" }), h("span", {}, "The trail")),
      h("button", { type: "submit", class: "primary" }, "Ask"),
    ),
    told,
  );
}

function field(label, props) {
  return h("label", {}, h("span", {}, label), h("input", { type: "text", ...props }));
}
