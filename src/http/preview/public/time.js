// Times as Discord shows them: in the reader's zone and language.

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const styles = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

const relative = new Intl.RelativeTimeFormat();

/** @param {Date} date @param {string} style */
function format(date, style) {
  return new Intl.DateTimeFormat(undefined, styles[style] ?? styles.f).format(date);
}

/** @param {Date} date */
function fromNow(date) {
  const seconds = (date.getTime() - Date.now()) / 1_000;
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return relative.format(Math.round(seconds / size), unit);
}

/**
 * `Today at 12:03`, `Yesterday at 12:03`, or the date and the time.
 * @param {Date} date
 */
export function dayAndTime(date) {
  const midnight = new Date().setHours(0, 0, 0, 0);
  const days = Math.round((new Date(date).setHours(0, 0, 0, 0) - midnight) / 86_400_000);
  if (days === 0) return `Today at ${format(date, 't')}`;
  if (days === -1) return `Yesterday at ${format(date, 't')}`;
  return format(date, 's');
}

/**
 * `<t:unix:style>` as an element; undefined for a time that no calendar has.
 * @param {number} unixSeconds
 * @param {string} style
 * @returns {HTMLTimeElement | undefined}
 */
export function timeElement(unixSeconds, style) {
  const date = new Date(unixSeconds * 1_000);
  if (Number.isNaN(date.getTime())) return undefined;
  const time = document.createElement('time');
  time.dateTime = date.toISOString();
  time.title = format(date, 'F');
  time.textContent = style === 'R' ? fromNow(date) : format(date, style);
  if (style === 'R') time.dataset.relative = '';
  return time;
}

/** "2 minutes ago" must not stay so. */
export function refreshTimes() {
  for (const time of document.querySelectorAll('time[data-relative]')) {
    if (time instanceof HTMLTimeElement) time.textContent = fromNow(new Date(time.dateTime));
  }
}
