const KINDS = {
  artifact: (format) => [`Published ${format}`, "The file as it lies there now."],
  replay: (format) => [`Made again: ${format}`, "The report, computed anew from its snapshot."],
  batch_roots: () => ["Evidence", "Every batch of the snapshot against the Merkle root in the ledger."],
};
const ORDER = ["batch_roots", "replay", "artifact"];

/** The links of a verification from the evidence up to the files: each holds the next. */
export function links(result) {
  return result.links
    .map((link) => ({ ...link, kind: link.link.split(":")[0], format: link.link.split(":")[1]?.toUpperCase() }))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    .map(({ kind, format, link, detail, expected, actual, ok }) => {
      const [name, about] = KINDS[kind]?.(format) ?? [link, ""];
      return { name, detail: detail ?? about, expected, actual, ok: ok ?? null };
    });
}
