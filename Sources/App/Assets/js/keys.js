/* The keys of the house. A page says what it has with data-key on links, buttons and fields; letters act only while no field
   has the focus, and only where <body data-shortcuts> allows them. */

let first = null, since = 0;

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return save(event);
  if (event.ctrlKey || event.metaKey || event.altKey || !mayType(event.target)) return;
  const key = event.key === '?' ? '?' : event.key.toLowerCase();
  const keys = first && event.timeStamp - since < 1500 ? `${first} ${key}` : key;
  [first, since] = [document.querySelector(`[data-key^="${CSS.escape(keys)} "]`) ? keys : null, event.timeStamp];
  if (act(keys)) event.preventDefault();
});

function save(event) {
  const form = event.target.closest?.('form') ?? event.target.form;
  if (!form || form.method === 'dialog') return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(':is(.primary, .danger):not([type="button"])'));
}

function mayType(target) {
  if (document.body.dataset.shortcuts === undefined || document.querySelector('dialog[open]')) return false;
  return !target.closest?.('input, select, textarea, [contenteditable], [role="menu"]');
}

function act(key) {
  if (key === 'j' || key === 'k') return step(key === 'j' ? 1 : -1);
  return key === '?' ? showKeys() : press(key);
}

function press(keys) {
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)].find(element => element.checkVisibility())
    ?? document.querySelector(`[data-key="${CSS.escape(keys)}"]`);
  if (!target) return false;
  if (target.matches('input, select, textarea')) target.focus(); else target.click();
  return true;
}

/** To the next row that can be seen; Enter then opens it, because its link has the focus. */
function step(by) {
  const rows = [...document.querySelectorAll('[data-rows] > *')].filter(row => row.checkVisibility() && link(row));
  const here = rows.findIndex(row => row.contains(document.activeElement));
  const row = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by];
  if (!row) return false;
  link(row).focus();
  row.scrollIntoView({ block: 'nearest' });
  return true;
}

const link = row => row.querySelector('a[href]:not(.twist)');

function showKeys() {
  const sheet = document.getElementById('keys')?.content.cloneNode(true).querySelector('dialog');
  if (!sheet) return false;
  document.body.append(sheet);
  sheet.addEventListener('close', () => sheet.remove());
  sheet.showModal();
  return true;
}
