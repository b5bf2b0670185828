import { h, replace } from "./core/dom.js";
import { address, go, place } from "./core/router.js";
import { icon } from "./parts/icons.js";
import { empty, failure } from "./parts/notice.js";
import { keepTimesFresh } from "./parts/time.js";
import { access } from "./views/access.js";
import { control } from "./views/control.js";
import { controls } from "./views/controls.js";
import { evidence } from "./views/evidence.js";
import { hold } from "./views/hold.js";
import { holds } from "./views/holds.js";
import { overview } from "./views/overview.js";
import { request } from "./views/request.js";
import { run } from "./views/run.js";
import { runs } from "./views/runs.js";

const PAGES = [
  { name: "overview", title: "Overview", view: overview, for: (person) => person.seesRuns },
  { name: "runs", title: "Runs", view: runs, one: run, for: (person) => person.seesRuns },
  { name: "request", title: "Request", view: request, for: (person) => person.requests },
  { name: "controls", title: "Controls", view: controls, one: control, for: (person) => person.seesEvidence },
  { name: "holds", title: "Holds", view: holds, one: hold, for: (person) => person.seesHolds },
  { name: "access", title: "Access", view: access, for: (person) => person.audits },
];
/** Reached from a control. */
const EVIDENCE = { name: "controls", title: "Evidence", view: evidence, for: (person) => person.seesEvidence };
const NOTHING = { name: "", title: "Nothing to see", view: () => empty("Nothing to see", "Your token has no role that this console is for."), for: () => true };
const STATES = { live: "Live", connecting: "Connecting", offline: "Offline" };

/** Frame around the views: navigation, who is signed in, and whether what is shown is current. */
export class Shell {
  #close = new AbortController();
  #shown = null;
  #main = h("main", { id: "main", tabindex: "-1" });
  #bar = h("div", { class: "toast", role: "status", "aria-live": "polite" });
  #links = [];

  constructor(api, live, person, signOut) {
    this.api = api;
    this.live = live;
    this.person = person;
    this.pages = PAGES.filter((page) => page.for(person));
    this.element = h("div", { class: "shell" }, this.#side(signOut), this.#main, this.#bar);
  }

  start() {
    const { signal } = this.#close;
    addEventListener("hashchange", () => this.#show(), { signal });
    this.api.addEventListener("busy", ({ detail }) => this.#busy(detail), { signal });
    keepTimesFresh(signal);
    this.#show();
  }

  close() {
    this.#close.abort();
    this.#shown?.abort();
  }

  #side(signOut) {
    this.#links = this.pages.map((page) =>
      h("a", { href: address([page.name]), "data-page": page.name }, icon(page.name), h("span", {}, page.title)),
    );
    const skip = (event) => {
      event.preventDefault();
      this.#main.focus();
    };
    return [
      h("a", { class: "skip", href: "#main", onclick: skip }, "Skip to content"),
      h(
        "header",
        { class: "side" },
        h("a", { class: "brand", href: address(["overview"]) }, h("img", { src: "icon.svg", alt: "" }), "Verity"),
        h("nav", { "aria-label": "Console" }, this.#links),
        h(
          "div",
          { class: "who" },
          this.#state(),
          h("div", { class: "subject", title: this.person.subject }, this.person.subject),
          h("div", { class: "roles" }, this.person.roles.map((role) => role.replace("_", " ")).join(", ")),
          h("button", { class: "quiet", type: "button", onclick: signOut }, icon("leave"), h("span", {}, "Sign out")),
        ),
      ),
    ];
  }

  #state() {
    const text = h("span", {}, STATES[this.live.state]);
    const element = h("div", { class: `state ${this.live.state}`, role: "status" }, h("i", {}), text);
    this.live.addEventListener("state", ({ detail }) => {
      element.className = `state ${detail}`;
      text.textContent = STATES[detail];
    });
    return element;
  }

  async #show() {
    const { path, values } = place();
    const page = this.#page(path[0]);
    if (!page) {
      history.replaceState(null, "", address([this.pages[0].name]));
      this.#show();
      return;
    }
    this.#shown?.abort();
    const shown = new AbortController();
    this.#shown = shown;
    this.#links.forEach((link) =>
      link.dataset.page === page.name ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current"),
    );
    document.title = `${page.title} · Verity`;
    const view = (path[1] && page.one) || page.view;
    const { api, live, person } = this;
    try {
      const element = await view({ api, live, person, id: path[1], values, go, signal: shown.signal });
      this.#put(shown, element);
    } catch (problem) {
      this.#put(shown, failure(problem, () => this.#show()));
    }
  }

  #page(name) {
    if (this.pages.length === 0) {
      return NOTHING;
    }
    return name === "evidence" && EVIDENCE.for(this.person) ? EVIDENCE : this.pages.find((page) => page.name === name);
  }

  #put(shown, element) {
    if (!shown.signal.aborted) {
      replace(this.#main, element);
      scrollTo(0, 0);
    }
  }

  #busy(pause) {
    this.#bar.textContent = `Many requests at once: trying again in ${Math.ceil(pause / 1000)} s.`;
    clearTimeout(this.fade);
    this.fade = setTimeout(() => this.#bar.replaceChildren(), pause + 1500);
  }
}
