/* Search and commands in one place: opens over any page, asks the server while people type, and offers what the page can do.
   Without script the same link leads to the search page. */

let dialog = null, field, list, note, timer, asked = 0;

const opener = () => document.querySelector('a[data-palette]');

document.addEventListener('click', event => {
  if (!event.target.closest?.('a[data-palette]') || event.ctrlKey || event.metaKey || event.shiftKey || !open()) return;
  event.preventDefault();
});
document.addEventListener('keydown', event => {
  const letter = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (letter && !document.querySelector('dialog[open]') && open()) event.preventDefault();
});

function open() {
  if (!dialog) build();
  if (!dialog || dialog.open) return false;
  field.value = '';
  dialog.showModal();
  look();
  return true;
}

function build() {
  const link = opener();
  if (!link) return;
  const label = link.getAttribute('aria-label') ?? '';
  field = make('input', {
    class: 'palette-field', name: 'q', type: 'text', placeholder: label, autocomplete: 'off', spellcheck: 'false', role: 'combobox',
    'aria-label': label, 'aria-expanded': 'false', 'aria-controls': 'palette-list', 'aria-autocomplete': 'list',
  });
  list = make('div', { id: 'palette-list', role: 'listbox', 'aria-label': label });
  note = make('p', { class: 'palette-note', role: 'status' });
  const sign = link.querySelector('svg')?.cloneNode(true) ?? '';
  dialog = make('dialog', { class: 'palette', 'aria-label': label, 'data-own': '' },
    make('form', { action: link.href, role: 'search' }, sign, field), list, note);
  document.body.append(dialog);
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, 120); });
  field.addEventListener('keydown', move);
  list.addEventListener('click', event => choose(event.target.closest('[role="option"]'), event));
}

/** Commands at once, what the server finds after them; an answer that comes too late is dropped. */
async function look() {
  const words = field.value.trim(), mine = ++asked;
  const found = commands(words);
  if (!words) return show(found, '');
  const address = new URL(opener().href);
  address.searchParams.set('q', words);
  address.searchParams.set('part', 'results');
  const answer = await fetch(address, { headers: { 'X-Live': '1' } }).catch(() => null);
  const markup = answer?.ok ? await answer.text() : '';
  if (mine !== asked) return;
  const results = new DOMParser().parseFromString(markup, 'text/html').body;
  const said = results.querySelector('[data-say]');
  said?.remove();
  show([...results.children, ...found], said?.textContent ?? '');
}

function commands(words) {
  const options = [...document.querySelectorAll('[data-key]:not([data-palette])')]
    .map(target => ({ target, label: name(target) }))
    .filter(({ label }) => label && plain(label).includes(plain(words)))
    .map(({ target, label }, index) => option(target, label, index));
  const title = opener().dataset.commands ?? '';
  const kind = make('p', { class: 'palette-kind', 'aria-hidden': 'true' }, title);
  return options.length ? [make('div', { role: 'group', 'aria-label': title }, kind, ...options)] : [];
}

function name(target) {
  const copy = target.cloneNode(true);
  copy.querySelectorAll('.count, kbd').forEach(part => part.remove());
  return (target.getAttribute('aria-label') ?? target.labels?.[0]?.textContent ?? copy.textContent).replace(/\s+/g, ' ').trim();
}

const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function option(target, label, index) {
  const keys = target.dataset.key.split(' ').map(key => make('kbd', {}, key));
  const row = make('div', { role: 'option', id: `command-${index}` }, make('span', { class: 'what' }, label), ...keys);
  row.run = () => (target.matches('input, select, textarea') ? target.focus() : target.click());
  return row;
}

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function show(parts, said) {
  list.replaceChildren(...parts);
  note.textContent = said;
  const options = all();
  list.hidden = options.length === 0;
  field.setAttribute('aria-expanded', String(options.length > 0));
  options.forEach(each => { each.tabIndex = -1; });
  mark(options[0]);
}

const all = () => [...list.querySelectorAll('[role="option"]')];
const marked = () => list.querySelector('[aria-selected="true"]');

function mark(option) {
  all().forEach(each => each.setAttribute('aria-selected', String(each === option)));
  if (!option) return field.removeAttribute('aria-activedescendant');
  field.setAttribute('aria-activedescendant', option.id);
  option.scrollIntoView({ block: 'nearest' });
}

function move(event) {
  if (event.isComposing) return;
  const options = all(), here = options.indexOf(marked());
  if (event.key === 'ArrowDown') mark(options[(here + 1) % options.length]);
  else if (event.key === 'ArrowUp') mark(options[(here - 1 + options.length) % options.length]);
  else if (event.key === 'Enter' && marked() && !event.ctrlKey && !event.metaKey) choose(marked(), event, true);
  else return;
  event.preventDefault();
}

function choose(option, event, byKey = false) {
  if (!option) return;
  if (option.run) event.preventDefault();
  dialog.close();
  if (option.run) option.run(); else if (byKey) option.click();
}
