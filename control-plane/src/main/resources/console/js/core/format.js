const SIZES = ["B", "KB", "MB", "GB"];
const STEPS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

export function size(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < SIZES.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 2 : 1)} ${SIZES[unit]}`;
}

export function utc(instant) {
  return new Date(instant).toISOString().replace("T", " ").replace(/(\.\d+)?Z$/, "");
}

export function day(instant) {
  return new Date(instant).toISOString().slice(0, 10);
}

export function relative(instant, now = Date.now()) {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) {
      return RELATIVE.format(Math.trunc(seconds / length), unit);
    }
  }
  return seconds < -10 ? `${Math.round(-seconds)} seconds ago` : "just now";
}

export function duration(millis) {
  const seconds = millis / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Midnights are left away, and so is the year where both have it: 1 Jul – 30 Sep 2026. */
export function period(start, end) {
  const last = new Date(new Date(end).getTime() - 1);
  const text = (date, withYear) =>
    `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${withYear ? ` ${date.getUTCFullYear()}` : ""}`;
  const first = new Date(start);
  const sameYear = first.getUTCFullYear() === last.getUTCFullYear();
  return day(first) === day(last) ? text(first, true) : `${text(first, !sameYear)} – ${text(last, true)}`;
}

export function short(hash) {
  return hash && hash.length > 20 ? `${hash.slice(0, 8)}…${hash.slice(-6)}` : hash;
}
