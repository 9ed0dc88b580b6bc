/* Offers people while somebody writes @ in a text; the handle that is put in is what the server understands. */

let list = null, field = null, timer, asked = 0;

document.addEventListener('input', event => {
  if (!event.target.matches('textarea[data-mentions-url]')) return;
  field = event.target;
  clearTimeout(timer);
  const word = begun();
  if (word === null) return close();
  timer = setTimeout(() => look(word), 120);
});
document.addEventListener('keydown', event => {
  if (!list || event.target !== field || event.isComposing || event.ctrlKey || event.metaKey) return;
  const options = [...list.children], here = options.indexOf(marked());
  if (event.key === 'ArrowDown') mark(options[(here + 1) % options.length]);
  else if (event.key === 'ArrowUp') mark(options[(here - 1 + options.length) % options.length]);
  else if (event.key === 'Enter' || event.key === 'Tab') put(marked());
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
}, true);
document.addEventListener('focusout', event => { if (event.target === field) close(); });

/** The letters after the last @ before the caret, or null when no name is being written. */
const begun = () => field.value.slice(0, field.selectionStart).match(/(?:^|[\s(])@([\p{L}\p{N}._-]{0,40})$/u)?.[1] ?? null;

async function look(word) {
  const mine = ++asked, address = new URL(field.dataset.mentionsUrl, location.href);
  address.searchParams.set('q', word);
  const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => null);
  const people = answer?.ok ? await answer.json().catch(() => []) : [];
  if (mine !== asked || begun() !== word || document.activeElement !== field) return;
  if (people.length) offer(people.slice(0, 8)); else close();
}

function offer(people) {
  list ??= build();
  list.replaceChildren(...people.map(row));
  mark(list.firstElementChild);
}

function build() {
  const element = document.createElement('ul');
  element.className = 'menu mentions';
  element.id = `${field.id}-people`;
  element.dataset.own = '';
  element.setAttribute('role', 'listbox');
  element.setAttribute('aria-label', field.dataset.mentionsLabel ?? '');
  element.addEventListener('mousedown', event => { event.preventDefault(); put(event.target.closest('[role="option"]')); });
  field.after(element);
  field.setAttribute('aria-controls', element.id);
  field.setAttribute('aria-autocomplete', 'list');
  return element;
}

function row({ name, handle }, index) {
  const item = document.createElement('li'), small = document.createElement('small');
  [item.id, item.dataset.handle, small.textContent] = [`${field.id}-person-${index}`, handle, `@${handle}`];
  item.setAttribute('role', 'option');
  item.append(name, ' ', small);
  return item;
}

const marked = () => list.querySelector('[aria-selected="true"]');

function mark(option) {
  for (const each of list.children) each.setAttribute('aria-selected', String(each === option));
  field.setAttribute('aria-activedescendant', option.id);
}

function put(option) {
  if (!option) return;
  const end = field.selectionStart;
  field.setRangeText(`@${option.dataset.handle} `, end - begun().length - 1, end, 'end');
  close();
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function close() {
  clearTimeout(timer);
  asked += 1;
  list?.remove();
  list = null;
  field?.removeAttribute('aria-activedescendant');
}
