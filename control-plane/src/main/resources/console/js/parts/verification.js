import { h, replace } from "../core/dom.js";
import { backoff, wait } from "../core/wait.js";
import { chain } from "./chain.js";
import { inline } from "./notice.js";
import { time } from "./time.js";
import { links } from "./verification-links.js";

/** Makes the report again from its pinned snapshot, and shows what of it is the same. */
export function verification({ api, path, signal }) {
  const told = h("div", { class: "result", "aria-live": "polite" });
  const button = h("button", { type: "button", class: "primary" }, "Verify");
  const start = async () => {
    button.disabled = true;
    try {
      replace(told, inline("muted", "The report is made again from its snapshot…"));
      let result = await api.post(`${path}/verify`, undefined, { signal });
      for (let attempt = 0; result.status === "PENDING" || result.status === "PROCESSING"; attempt++) {
        await wait(backoff(Math.min(attempt, 3), 500), signal);
        result = await api.get(`${path}/verifications/${result.verification_id}`, signal);
      }
      replace(told, outcome(result));
    } catch (problem) {
      if (problem.name !== "AbortError") {
        replace(told, inline("failed", `It could not be verified. ${problem.message}`));
      }
    } finally {
      button.disabled = false;
      button.textContent = "Verify again";
    }
  };
  button.addEventListener("click", start);
  return h(
    "section",
    { class: "card verify" },
    h(
      "div",
      { class: "head small" },
      h("div", {}, h("h2", {}, "Verification"), h("p", { class: "muted small" }, "Computes the report again from the pinned evidence, and compares every byte. Nothing is changed by it.")),
      button,
    ),
    told,
  );
}

function outcome(result) {
  const verdict =
    result.status === "FAILED"
      ? h("p", { class: "verdict bad" }, "The report could not be made again. ", result.error ?? "")
      : result.verified
        ? h("p", { class: "verdict good" }, "Verified: every byte is the same.")
        : h("p", { class: "verdict bad" }, result.verified === false ? "Not verified: something differs from what was published." : "Not verified: not every link could be checked.");
  return h("div", {}, verdict, chain(links(result)), result.finished_at ? h("p", { class: "small muted checked" }, "Checked ", time(result.finished_at)) : null);
}
