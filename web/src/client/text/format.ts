// Numbers, sizes and times in the words of the page's language.

const number = new Intl.NumberFormat("en");
const date = new Intl.DateTimeFormat("en-GB", {
  year: "numeric",
  month: "short",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

export function count(value: number): string {
  return number.format(value);
}

/** `1 entry`, `2,000 entries`. */
export function plural(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Decimal units, as file managers and download pages give them. */
export function bytes(value: number): string {
  if (value < 1000) return plural(value, "byte", "bytes");
  const units = ["KB", "MB", "GB", "TB", "PB"];
  let scaled = value / 1000;
  let unit = 0;
  // 999.95 would be shown as 1000.
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  return `${scaled.toFixed(scaled < 10 ? 1 : 0)} ${units[unit]}`;
}

export function seconds(value: number): string {
  if (value < 60) return `${Math.max(1, Math.round(value))} s`;
  const minutes = Math.round(value / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Seconds since 1970 as a date in UTC; archives may state any time at all. */
export function timestamp(value: number): string {
  const time = new Date(value * 1000);
  return Number.isNaN(time.getTime()) ? String(value) : date.format(time);
}
