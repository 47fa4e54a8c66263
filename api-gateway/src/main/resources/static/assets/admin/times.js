/* <time datetime="…"> in the reader's own words and time zone: data-style "time", "date", "short", "ago", else date and time. */
const language = document.documentElement.lang;
const STYLES = {
  time: { timeStyle: 'medium' },
  date: { dateStyle: 'medium' },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: { dateStyle: 'medium', timeStyle: 'short' },
};
const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

function ago(date) {
  const seconds = (date - Date.now()) / 1000;
  const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? UNITS.at(-1);
  return relative.format(Math.trunc(seconds / length), unit);
}

/** How long since, in its two largest units. */
function long(date) {
  let seconds = Math.max(0, Math.trunc((Date.now() - date) / 1000));
  const parts = [];
  for (const [unit, length] of UNITS) {
    const count = Math.trunc(seconds / length);
    seconds -= count * length;
    if (parts.length ? count : count || unit === 'second') {
      parts.push(new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    }
    if (parts.length === 2 || parts.length && unit === 'minute') break;
  }
  return parts.join(' ');
}

/** These change as time goes by; "for" is how long since. */
const RELATIVE = { ago, for: long };

function show(element) {
  const date = new Date(element.dateTime);
  if (Number.isNaN(date.getTime())) return;
  const full = new Intl.DateTimeFormat(language, STYLES[element.dataset.style] ?? STYLES.full).format(date);
  element.textContent = RELATIVE[element.dataset.style]?.(date) ?? full;
  element.title = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }).format(date);
}

const all = root => root.querySelectorAll('time[datetime]').forEach(show);

all(document);
for (const swapped of ['htmx:afterSwap', 'htmx:oobAfterSwap']) document.addEventListener(swapped, () => all(document));
setInterval(() => document.querySelectorAll('time[data-style=ago], time[data-style=for]').forEach(show), 10000);
