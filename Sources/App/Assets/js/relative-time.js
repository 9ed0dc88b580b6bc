/* "Five minutes ago" stays true while the page is open. What is older than a day keeps the words of the server. */

const words = new Intl.RelativeTimeFormat(document.documentElement.lang || 'en', { numeric: 'auto' });

function renew() {
  for (const time of document.querySelectorAll('time[data-relative][datetime*="T"]')) {
    const text = say(Math.round((Date.now() - Date.parse(time.dateTime)) / 60_000));
    if (text && time.textContent !== text) time.textContent = text;
  }
}

function say(minutes) {
  if (Number.isNaN(minutes) || minutes < 0 || minutes >= 24 * 60) return null;
  if (minutes < 1) return words.format(0, 'second');
  return minutes < 60 ? words.format(-minutes, 'minute') : words.format(-Math.floor(minutes / 60), 'hour');
}

setInterval(() => { if (!document.hidden) renew(); }, 60_000);
document.addEventListener('visibilitychange', renew);
