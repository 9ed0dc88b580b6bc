/* Makes one element equal to a fresh one from the server, in place. What did not change is not touched, so focus, selection,
   scroll, open branches and open dialogs stay. A form in which somebody typed stays whole, with the version it was opened with. */

import { dirty } from './dirty.js';

const ours = new Set(['open', 'aria-expanded', 'data-folded', 'data-fresh', 'data-busy']);

/** `changed` collects the smallest elements worth showing as changed. */
export function patch(old, fresh, changed) {
  if (old.isEqualNode(fresh) || isLeftAlone(old)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) return patchText(old, fresh, changed);
  const { value, checked } = fresh;
  patchAttributes(old, fresh);
  patchChildren(old, fresh, changed);
  if (isField(old)) patchField(old, value, checked);
}

function isLeftAlone(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  if (own(node) || node.matches('dialog[open]')) return true;
  if (node instanceof HTMLFormElement) return dirty(node);
  return isField(node) && dirty(node.form ?? { elements: [node] });
}

const isField = node => node.matches('input, select, textarea');

function patchText(old, fresh, changed) {
  if (old.data === fresh.data) return;
  old.data = fresh.data;
  show(old, changed);
}

function patchField(field, value, checked) {
  if (field.value !== value) field.value = value;
  if ('checked' in field) field.checked = checked;
}

function patchAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!ours.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (!ours.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function patchChildren(old, fresh, changed) {
  const nodes = [...fresh.childNodes].filter(node => !own(node));
  const known = dropGone(old, new Set(nodes.map(key)));
  let at = next(old.firstChild);
  nodes.forEach((node, index) => {
    const twin = known.get(key(node)) ?? likeness(at, node, nodes, index);
    if (!twin) return put(old, node, at, changed);
    if (twin === at) at = next(at.nextSibling);
    else move(old, twin, at);
    patch(twin, node, changed);
  });
  while (at) { const gone = at; at = next(at.nextSibling); gone.remove(); }
}


function key(node) {
  const name = ['id', 'data-id', 'data-live'].find(name => node.getAttribute?.(name));
  return name ? `${node.nodeName}#${node.getAttribute(name)}` : null;
}

const alike = (one, other) => one.nodeName === other.nodeName && !key(one) && !key(other) && one.type === other.type;
const next = node => (node && own(node) ? next(node.nextSibling) : node);

/** Put in by scripts, or said once: not for renewal to touch. */
const own = node => node.nodeType === Node.ELEMENT_NODE && node.matches('[data-own], .flash[role="status"]');

/** Takes away keyed children that the fresh element no longer has, and answers with those that stay. */
function dropGone(old, keys) {
  const known = new Map();
  for (const child of [...old.children]) {
    if (!key(child) || own(child)) continue;
    if (keys.has(key(child))) known.set(key(child), child); else child.remove();
  }
  return known;
}

/** For a node without a key: an equal one further on, or the one that stands here unless it is needed later. */
function likeness(at, node, nodes, index) {
  if (key(node) || !at) return null;
  if (at.isEqualNode(node)) return at;
  if (node.nodeType !== Node.ELEMENT_NODE) return alike(at, node) ? at : null;
  for (let other = next(at.nextSibling); other; other = next(other.nextSibling)) if (other.isEqualNode(node)) return other;
  const needed = at.nodeType === Node.ELEMENT_NODE && nodes.slice(index + 1).some(later => later.isEqualNode(at));
  return !needed && alike(at, node) ? at : null;
}

function put(old, node, at, changed) {
  old.insertBefore(node, at);
  show(node, changed);
}

function move(parent, node, at) {
  if (parent.moveBefore) parent.moveBefore(node, at); else parent.insertBefore(node, at);
}

function show(node, changed) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  if (!element || element.closest('time, svg, .visually-hidden') || !node.textContent.trim()) return;
  changed.add(element.closest('tr, li, dd, p, h1, h2, h3, article, [data-live]') ?? element);
}
