/** `#/runs/ID?status=FAILED` as path ["runs", "ID"] and values {status}. */
export function place() {
  const [path, values] = location.hash.replace(/^#\/?/, "").split("?");
  return {
    path: path.split("/").filter(Boolean).map(decodeURIComponent),
    values: Object.fromEntries(new URLSearchParams(values ?? "")),
  };
}

export function address(path, values = {}) {
  const set = Object.entries(values).filter(([, value]) => value);
  const search = set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
  return `#/${path.map(encodeURIComponent).join("/")}${search}`;
}

export function go(path, values) {
  location.hash = address(path, values);
}
