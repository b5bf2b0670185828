const KINDS = {
  artifact: (format) => [`Published ${format}`, "The file as it lies there now."],
  replay: (format) => [`Made again: ${format}`, "The report, computed anew from its snapshot."],
  batch_roots: () => ["Trail", "Every batch of the snapshot against the Merkle root in the ledger."],
  evidence_snapshot: () => ["Pinned evidence", "What the report names as its evidence, against the root it was given."],
  evidence_payload: () => ["Evidence in the database", "Every record's payload against its hash."],
  evidence_object: () => ["Evidence in the object store", "Every record's stored version against its hash."],
  evidence: (id) => [`Evidence ${id?.slice(0, 8).toLowerCase()}`, "A record that is not as it was collected."],
};
const ORDER = ["batch_roots", "evidence_snapshot", "evidence_payload", "evidence_object", "evidence", "replay", "artifact"];

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
