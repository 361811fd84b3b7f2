// Instants as the reader sees them: in the zone of whoever they act as, written in the reader's own way.

const page = document.documentElement.lang;
const language = navigator.languages.find((one) => one.split("-")[0] === page) ?? page;

const SHAPES = {
  date: { weekday: "long", day: "numeric", month: "long" },
  time: { hour: "2-digit", minute: "2-digit" },
  both: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
};
const STEPS = [["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];
const formats = new Map();

export function shown(instant, zone, shape) {
  const key = `${zone} ${shape}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(language, { ...SHAPES[shape], timeZone: zone, hourCycle: "h23" }));
  }
  return formats.get(key).format(new Date(instant));
}

/** "in 3 days", "2 hours ago". */
export function relative(instant, now) {
  const seconds = (new Date(instant) - new Date(now)) / 1000;
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ["minute", 60];
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export function zoneName(zone) {
  return zone.split("/").at(-1).replaceAll("_", " ");
}
