/* Keeps the page as the server would show it now. The server only says that something changed; the page asks for itself again
   (together, a little spread, one at a time, never while hidden) and renews the regions marked data-live that differ. */

import { patch } from './patch.js';
import { listen } from './stream.js';
import { dirty } from './dirty.js';
import { status } from './status.js';

const served = new Map();
let etag = null, stale = false, busy = false, timer, said;

const regions = root => [...root.querySelectorAll('[data-live]')];
const sheet = root => root.querySelector('link[rel="stylesheet"]')?.getAttribute('href');

function follow() {
  if (document.body.dataset.liveUrl) listen(document.body.dataset.liveUrl, ask);
}

function ask(pause = Math.random() * 300) {
  stale = true;
  if (busy || document.hidden) return;
  clearTimeout(timer);
  timer = setTimeout(catchUp, pause);
}

async function catchUp() {
  [busy, stale] = [true, false];
  let pause;
  try {
    const markup = await fetchPage();
    if (markup) renew(new DOMParser().parseFromString(markup, 'text/html'));
  } catch {
    [stale, pause] = [true, 3000];
  }
  busy = false;
  if (stale) ask(pause);
}

async function fetchPage() {
  const headers = { 'X-Live': '1', ...(etag && { 'If-None-Match': etag }) };
  const answer = await fetch(location.pathname + location.search, { headers, cache: 'no-store', signal: AbortSignal.timeout(15_000) });
  if (answer.status === 304) return null;
  if (answer.redirected || [401, 403, 404, 410].includes(answer.status)) return void location.reload();
  if (!answer.ok) throw new Error(`The page answered ${answer.status}`);
  etag = answer.headers.get('ETag');
  return answer.text();
}

function renew(fresh) {
  if (sheet(fresh) !== sheet(document) && ![...document.forms].some(dirty)) return location.reload();
  const [focus, changed] = [document.activeElement, new Set()];
  const news = regions(fresh).filter(differs).map(region => region.dataset.liveAnnounce);
  for (const [old, region] of pairs(fresh)) if (old && region) patch(old, region, changed);
  document.title = fresh.title;
  document.body.dataset.topics = fresh.body.dataset.topics ?? '';
  document.body.dataset.liveUrl = fresh.body.dataset.liveUrl ?? '';
  keepFocus(focus);
  show(changed);
  say(new Set(news.filter(words => words !== undefined).map(words => words || document.body.dataset.liveUpdated)));
  document.dispatchEvent(new CustomEvent('cairn:renewed'));
  follow();
}

const differs = region => served.get(region.dataset.live) !== region.outerHTML;

/** Old and new of every region that differs; where regions came or went, the whole of what holds them. */
function pairs(fresh) {
  const [before, after] = [regions(document), regions(fresh)];
  const names = list => list.map(region => region.dataset.live).join();
  const found = after.filter(differs);
  after.forEach(region => served.set(region.dataset.live, region.outerHTML));
  if (names(before) !== names(after)) return ['nav.nav', 'main'].map(part => [document, fresh].map(root => root.querySelector(part)));
  return found.map(region => [before[after.indexOf(region)], region]);
}

function keepFocus(element) {
  if (document.activeElement !== document.body || !element || element === document.body) return;
  (element.isConnected ? element : document.getElementById(element.id))?.focus({ preventScroll: true });
}

function show(changed) {
  changed.forEach(element => { element.dataset.fresh = ''; });
  setTimeout(() => changed.forEach(element => { delete element.dataset.fresh; }), 2400);
}

function say(sentences) {
  const words = [...sentences].join(' ');
  if (!words) return;
  said.textContent = '';
  setTimeout(() => { said.textContent = words; }, 100);
}

function prepare() {
  said = status('live-said visually-hidden');
  regions(document).forEach(region => served.set(region.dataset.live, region.outerHTML));
  follow();
}

if (document.body.dataset.liveUrl) prepare();
