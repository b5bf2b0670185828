import { h, replace } from "../core/dom.js";
import { uuid } from "../core/uuid.js";
import { inline } from "../parts/notice.js";
import { PeriodField } from "../parts/period-field.js";

const FORMATS = ["pdf", "csv", "json"];
const ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

export async function request({ api, signal, go }) {
  const { items: frameworks } = await api.get("/v1/frameworks", signal);
  // one key a request as it stands: sent twice, it makes one run; changed, it is another request
  let key = uuid();
  const another = () => {
    key = uuid();
  };
  const told = h("div", {});
  const subject = h("input", { name: "subject", pattern: ID, placeholder: "00000000-0000-0000-0000-000000000000", autocomplete: "off" });
  const who = h("fieldset", { class: "subject-field", hidden: true }, h("legend", {}, "Subject"), h("label", {}, h("span", {}, "Whose data: the subject's id in the trail. Empty: everybody's"), subject));
  const period = new PeriodField(another);
  const send = h("button", { type: "submit", class: "primary" }, "Request the report");

  const choose = () => {
    const chosen = frameworks.find((item) => item.framework === form.elements.framework.value);
    who.hidden = !chosen?.per_subject;
    subject.disabled = who.hidden;
  };

  const submit = async (event) => {
    event.preventDefault();
    const formats = FORMATS.filter((format) => form.elements[`format-${format}`].checked);
    if (formats.length === 0) {
      replace(told, inline("failed", "Choose at least one format."));
      return;
    }
    send.disabled = true;
    replace(told, inline("muted", "Asks for it…"));
    const body = {
      framework: form.elements.framework.value,
      period_start: period.start.toISOString(),
      period_end: period.end.toISOString(),
      formats,
      ...(form.elements.partial.checked ? { allow_partial: true } : {}),
      ...(who.hidden || subject.value === "" ? {} : { scope: { subject: subject.value.toLowerCase() } }),
    };
    try {
      const made = await api.post("/v1/reports", body, { signal, headers: { "Idempotency-Key": key } });
      go(["runs", made.id]);
    } catch (problem) {
      replace(told, inline("failed", problem.message));
      send.disabled = false;
    }
  };

  const form = h(
    "form",
    { class: "card request", onsubmit: submit, oninput: another },
    h(
      "fieldset",
      { onchange: () => choose() },
      h("legend", {}, "Framework"),
      h(
        "div",
        { class: "choices" },
        frameworks.map((item, i) =>
          h(
            "label",
            { class: "choice" },
            h("input", { type: "radio", name: "framework", value: item.framework, required: true, checked: i === 0 }),
            h("strong", {}, item.name),
            h("span", {}, item.title),
            item.per_subject ? h("span", { class: "muted small" }, "about one data subject, or all") : null,
          ),
        ),
      ),
    ),
    who,
    period.element,
    h(
      "fieldset",
      {},
      h("legend", {}, "Formats"),
      h("div", { class: "checks" }, FORMATS.map((format) => h("label", { class: "check" }, h("input", { type: "checkbox", name: `format-${format}`, checked: true }), format.toUpperCase()))),
    ),
    h(
      "fieldset",
      {},
      h("legend", {}, "Where the trail is behind"),
      h("label", { class: "check" }, h("input", { type: "checkbox", name: "partial" }), h("span", {}, "Do not wait: make a report of what is there, marked as partial")),
    ),
    told,
    h("div", { class: "submit" }, send),
  );
  choose();
  return h("div", {}, h("div", { class: "head" }, h("div", {}, h("h1", {}, "Request a report"), h("p", { class: "muted" }, "It is made in the background, and appears among the runs."))), form);
}
