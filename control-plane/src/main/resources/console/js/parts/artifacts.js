import { h } from "../core/dom.js";
import { size } from "../core/format.js";
import { hash } from "./hash.js";
import { icon } from "./icons.js";
import { inline } from "./notice.js";

/** The files of a run, with what they must hash to. */
export function artifacts(api, run, path) {
  const told = h("div", {});
  return h(
    "section",
    { class: "card artifacts" },
    h("h2", {}, "Artifacts"),
    h(
      "ul",
      {},
      run.artifacts.map((artifact) =>
        h(
          "li",
          {},
          h("span", { class: "format" }, artifact.format.toUpperCase()),
          h("span", { class: "bytes" }, size(artifact.bytes)),
          hash(artifact.sha256, `SHA-256 of the ${artifact.format}`),
          h("button", { type: "button", "data-format": artifact.format, onclick: () => download(api, path, artifact.format, told) }, icon("download"), "Download"),
        ),
      ),
    ),
    told,
  );
}

/** By a link that is asked for now, since one expires after a quarter of an hour. */
async function download(api, path, format, told) {
  told.replaceChildren();
  try {
    const { artifacts: now } = await api.get(path);
    const { download_url: link } = now.find((artifact) => artifact.format === format);
    // only ever this server: whatever else stands there is not followed
    const url = new URL(link, location.origin);
    const to = h("a", { href: url.pathname + url.search, download: "" });
    document.body.append(to);
    to.click();
    to.remove();
  } catch (problem) {
    told.replaceChildren(inline("failed", `The ${format} could not be downloaded. ${problem.message}`));
  }
}
