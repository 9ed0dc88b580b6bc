/* The one connection to the server. It says when something changed, shows a line while it is lost, and mends itself.
   It rests while the page is hidden, so many open tabs do not use up the connections a browser allows. */

import { status } from './status.js';

const shortest = 1000, longest = 30_000, silence = 60_000;
let address = null, heard = () => {}, source = null, missed = true, wait = shortest, retry, worry, watch;

/** Calls `changed` whenever the page may be out of date. */
export function listen(url, changed) {
  if (address && place(url) === place(address)) return;
  missed = !url.includes('since=');
  [address, heard] = [url, changed];
  open();
}

const place = url => url.replace(/since=\d+/, '');

function open() {
  close();
  if (document.hidden || !address) return;
  source = new EventSource(address);
  source.addEventListener('open', found);
  source.addEventListener('changed', () => { if (watch) alive(); heard(); });
  source.addEventListener('beat', alive);
  source.addEventListener('gone', () => location.reload());
  source.addEventListener('error', lost);
}

function close() {
  source?.close();
  source = null;
  clearTimeout(retry);
  clearTimeout(watch);
  watch = undefined;
}

function found() {
  wait = shortest;
  clearTimeout(worry);
  worry = undefined;
  line().textContent = '';
  if (missed) heard();
  missed = false;
}

/** A browser tries again by itself, except when the answer was an error. Then the page itself says whether we may still see it. */
function lost() {
  missed = true;
  worry ??= setTimeout(() => { line().textContent = document.body.dataset.liveLost ?? ''; }, 2000);
  if (source?.readyState !== EventSource.CLOSED) return;
  close();
  heard();
  retry = setTimeout(open, wait * (0.5 + Math.random()));
  wait = Math.min(wait * 2, longest);
}

/** A connection that went silent without closing (a laptop that slept, a lost network) is opened anew. */
function alive() {
  clearTimeout(watch);
  watch = setTimeout(() => { lost(); open(); }, silence);
}

function line() {
  return document.querySelector('.live-lost') ?? status('live-lost');
}

const rest = () => { close(); missed = true; };

addEventListener('pagehide', rest);
addEventListener('pageshow', event => { if (event.persisted) open(); });
addEventListener('offline', () => { lost(); close(); });
addEventListener('online', open);
document.addEventListener('visibilitychange', () => (document.hidden ? rest() : open()));
