import { h } from "../core/dom.js";
import { day, utc } from "../core/format.js";
import { days, presets } from "./periods.js";

/** Which period: one of the last quarters and months, or any days. */
export class PeriodField {
  #from = h("input", { type: "date", name: "from", required: true });
  #to = h("input", { type: "date", name: "to", required: true });
  #told = h("p", { class: "muted small", role: "status" });

  constructor(changed) {
    const offered = presets();
    this.buttons = offered.map((preset) =>
      h("button", { type: "button", class: "chip", "aria-pressed": "false", onclick: () => this.#take(preset) }, preset.name),
    );
    this.offered = offered;
    this.changed = changed;
    this.#from.addEventListener("input", () => this.#tell());
    this.#to.addEventListener("input", () => this.#tell());
    this.element = h(
      "fieldset",
      {},
      h("legend", {}, "Period"),
      h("div", { class: "chips" }, this.buttons),
      h("div", { class: "pair" }, h("label", {}, h("span", {}, "First day"), this.#from), h("label", {}, h("span", {}, "Last day"), this.#to)),
      this.#told,
    );
    this.#take(offered[0]);
  }

  get start() {
    return this.#from.value ? new Date(`${this.#from.value}T00:00:00Z`) : null;
  }

  /** Exclusive: the midnight after the last day. */
  get end() {
    return this.#to.value ? new Date(Date.parse(`${this.#to.value}T00:00:00Z`) + 86400000) : null;
  }

  #take({ start, end }) {
    this.#from.value = day(start);
    this.#to.value = day(end - 1);
    this.#tell();
  }

  #tell() {
    const { start, end } = this;
    this.offered.forEach((preset, i) =>
      this.buttons[i].setAttribute("aria-pressed", String(preset.start - start === 0 && preset.end - end === 0)),
    );
    const wrong = !start || !end ? "Choose the first and the last day." : end <= start ? "The last day comes before the first." : end > Date.now() ? "This period has not ended yet: a report is of what is over." : "";
    this.#to.setCustomValidity(wrong);
    this.#told.textContent = wrong || `${utc(start)} UTC up to ${utc(end)} UTC, ${days(start, end)} days`;
    this.changed();
  }
}
