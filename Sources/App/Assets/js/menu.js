/* The ⋯ menu is a details element; this closes it with Esc, by a press elsewhere or when the focus leaves, and moves by arrows. */

const openMenu = () => document.querySelector('details.more-menu[open]');

document.addEventListener('click', event => {
  const menu = openMenu();
  if (menu && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener('focusout', event => {
  const menu = event.target.closest?.('details.more-menu[open]');
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});
document.addEventListener('keydown', event => {
  const menu = openMenu();
  if (!menu?.contains(event.target)) return;
  if (event.key === 'Escape') shut(menu);
  else if (event.key === 'ArrowDown') step(menu, 1);
  else if (event.key === 'ArrowUp') step(menu, -1);
  else return;
  event.preventDefault();
});

function shut(menu) {
  menu.open = false;
  menu.querySelector('summary').focus();
}

function step(menu, by) {
  const entries = [...menu.querySelectorAll('.menu :is(a[href], button)')];
  const here = entries.indexOf(document.activeElement);
  entries[here < 0 ? (by > 0 ? 0 : entries.length - 1) : (here + by + entries.length) % entries.length]?.focus();
}
