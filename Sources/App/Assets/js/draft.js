/* What people write is never lost: a form with data-keep keeps its texts in this tab until the server has them, gives them back
   with a note, and asks before the page is left. */

import { dirty } from './dirty.js';

const forms = () => [...document.querySelectorAll('form[data-keep]')];
const action = form => new URL(form.getAttribute('action') ?? '', location.href).pathname;
const place = form => `draft:${action(form)}#${form.dataset.keep}`;
const texts = form => [...form.elements].filter(field => field instanceof HTMLTextAreaElement && field.name);

/** What the form was opened with: the version it changes, and the key by which the server knows a form sent twice. */
const marks = form => [...form.elements].filter(field => field.type === 'hidden' && ['version', 'form_key'].includes(field.name));

document.addEventListener('input', event => {
  const form = event.target.form;
  if (form?.dataset.keep !== undefined) keep(form);
});

function keep(form) {
  const written = texts(form).filter(field => field.value !== field.defaultValue).map(field => [field.name, field.value]);
  if (!written.length) return sessionStorage.removeItem(place(form));
  sessionStorage.setItem(place(form), JSON.stringify({ written, opened: marks(form).map(field => [field.name, field.value]) }));
}

document.addEventListener('submit', event => {
  if (event.target.dataset.keep === undefined || event.defaultPrevented) return;
  sessionStorage.setItem('draft-sent', place(event.target));
  sent = true;
});

let sent = false;
addEventListener('pageshow', () => { sent = false; });
addEventListener('beforeunload', event => {
  if (!sent && forms().some(dirty)) event.preventDefault();
});

const [arrival] = performance.getEntriesByType('navigation');
const refused = arrival?.responseStatus >= 400;

/** A form that was sent and led on to another page is saved, unless that page is the door (the session had ended). */
function forgetSaved() {
  const key = sessionStorage.getItem('draft-sent');
  sessionStorage.removeItem('draft-sent');
  if (key && arrival?.redirectCount > 0 && !document.querySelector('.door')) sessionStorage.removeItem(key);
}

function giveBack(form) {
  const draft = JSON.parse(sessionStorage.getItem(place(form)) ?? 'null');
  const lost = draft?.written.filter(([name, text]) => fits(form, name, text)) ?? [];
  if (!lost.length) return;
  lost.forEach(([name, text]) => { form.elements[name].value = text; });
  const opened = new Map(draft.opened);
  marks(form).forEach(field => { field.value = opened.get(field.name) ?? field.value; });
  note(form);
}

function fits(form, name, text) {
  const field = form.elements[name];
  return field instanceof HTMLTextAreaElement && field.value === field.defaultValue && field.value !== text;
}

function note(form) {
  const words = document.createElement('p');
  words.className = 'kept';
  words.setAttribute('role', 'status');
  words.dataset.own = '';
  words.append(form.dataset.kept ?? document.body.dataset.draftRestored ?? '');
  if (form.dataset.keptDiscard) words.append(' ', discard(form, words));
  form.prepend(words);
}

function discard(form, words) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = form.dataset.keptDiscard;
  button.addEventListener('click', () => {
    sessionStorage.removeItem(place(form));
    form.reset();
    words.remove();
  });
  return button;
}

// A page that refused the form already shows what was typed.
forgetSaved();
if (!refused) forms().forEach(giveBack);
