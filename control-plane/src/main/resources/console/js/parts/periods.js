const QUARTERS = 4;
const MONTHS = 3;

function month(year, index) {
  return new Date(Date.UTC(year, index, 1));
}

/** The last quarters and months that have ended, newest first; all of them UTC. */
export function presets(now = new Date()) {
  const year = now.getUTCFullYear();
  const quarter = Math.floor(now.getUTCMonth() / 3);
  const quarters = Array.from({ length: QUARTERS }, (_, i) => {
    const start = month(year, (quarter - 1 - i) * 3);
    const end = month(year, (quarter - i) * 3);
    return { name: `Q${start.getUTCMonth() / 3 + 1} ${start.getUTCFullYear()}`, start, end };
  });
  const months = Array.from({ length: MONTHS }, (_, i) => {
    const start = month(year, now.getUTCMonth() - 1 - i);
    const name = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" }).format(start);
    return { name, start, end: month(year, now.getUTCMonth() - i) };
  });
  return [...quarters, ...months];
}

export function days(start, end) {
  return Math.round((end - start) / 86400000);
}
