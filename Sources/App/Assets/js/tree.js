/* Branches of a tree open and close, and stay as they were left while the tab is open. */

const place = () => `tree:${location.pathname}`;
const level = row => Number(row.dataset.level);
const twist = row => row.querySelector('.twist');
const isOpen = row => twist(row)?.getAttribute('aria-expanded') === 'true';
const name = row => row.id || row.dataset.id;

document.addEventListener('click', event => {
  const row = event.target.closest?.('button.twist')?.closest('tr[data-level]');
  if (row) turn(row, !isOpen(row));
});

document.addEventListener('keydown', event => {
  const row = event.target.closest?.('.tree tr[data-level]');
  if (!row || event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input, select, textarea')) return;
  const done = event.key === 'ArrowRight' ? forward(row) : event.key === 'ArrowLeft' && back(row);
  if (done) event.preventDefault();
});

function forward(row) {
  if (!twist(row)) return false;
  if (!isOpen(row)) turn(row, true); else focus(row.nextElementSibling);
  return true;
}

function back(row) {
  if (isOpen(row)) return turn(row, false), true;
  let parent = row.previousElementSibling;
  while (parent && level(parent) >= level(row)) parent = parent.previousElementSibling;
  focus(parent);
  return parent !== null;
}

const focus = row => row?.querySelector('a[href]:not(.twist)')?.focus();

function turn(row, open) {
  twist(row).setAttribute('aria-expanded', String(open));
  const kept = read();
  kept[name(row)] = open;
  sessionStorage.setItem(place(), JSON.stringify(kept));
  fold(row.closest('.tree'));
}

const read = () => JSON.parse(sessionStorage.getItem(place()) ?? '{}');

/** One pass from the top: below a closed branch everything deeper is folded away. */
function fold(tree) {
  let closed = Infinity;
  for (const row of tree.querySelectorAll('tr[data-level]')) {
    row.toggleAttribute('data-folded', level(row) > closed);
    if (level(row) > closed) continue;
    closed = twist(row) && !isOpen(row) ? level(row) : Infinity;
  }
}

function restore() {
  const kept = read();
  for (const tree of document.querySelectorAll('.tree')) {
    for (const row of tree.querySelectorAll('tr[data-level]')) {
      if (twist(row) && name(row) in kept) twist(row).setAttribute('aria-expanded', String(kept[name(row)]));
    }
    fold(tree);
  }
}

restore();
document.addEventListener('cairn:renewed', restore);
