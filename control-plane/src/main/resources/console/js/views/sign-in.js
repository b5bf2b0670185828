import { h } from "../core/dom.js";
import { inline } from "../parts/notice.js";

export function signIn(why, enter) {
  const token = h("textarea", {
    id: "token",
    rows: 4,
    required: true,
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    placeholder: "eyJhbGciOi…",
  });
  const submit = (event) => {
    event.preventDefault();
    const value = token.value.trim().replace(/^Bearer\s+/i, "");
    if (value !== "") {
      enter(value);
    }
  };
  token.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      submit(event);
    }
  });
  setTimeout(() => token.focus());
  return h(
    "main",
    { class: "sign-in" },
    h(
      "form",
      { class: "card", onsubmit: submit },
      h("img", { src: "icon.svg", alt: "", width: 44, height: 44 }),
      h("h1", {}, "Verity console"),
      h("p", { class: "muted" }, "Reports, the evidence below them, and who read what."),
      why ? inline("failed", why) : null,
      h("label", { for: "token" }, "Access token"),
      token,
      h("button", { class: "primary", type: "submit" }, "Sign in"),
      h(
        "p",
        { class: "muted small" },
        "The token stays in this tab. On the local stack ",
        h("code", {}, "./verity token --role auditor"),
        " prints one.",
      ),
    ),
  );
}
