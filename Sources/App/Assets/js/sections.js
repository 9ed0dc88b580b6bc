/* On a long page the tabs show which section is in sight; [ and ] go to the one before and after. */

const tabs = () => [...document.querySelectorAll('.tabs.sticky a[href^="#"]')];
const current = () => tabs().findIndex(tab => tab.hasAttribute('aria-current'));

function follow() {
  const line = (document.querySelector('.tabs.sticky')?.offsetHeight ?? 0) + 112;
  const shown = tabs().filter(tab => (document.getElementById(tab.hash.slice(1))?.getBoundingClientRect().top ?? Infinity) <= line);
  const atEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const here = atEnd ? tabs().at(-1) : shown.at(-1) ?? tabs()[0];
  for (const tab of tabs()) if (tab === here) tab.setAttribute('aria-current', 'true'); else tab.removeAttribute('aria-current');
}

document.addEventListener('keydown', event => {
  const by = { '[': -1, ']': 1 }[event.key];
  if (!by || document.body.dataset.shortcuts === undefined || document.querySelector('dialog[open]')) return;
  if (event.target.closest?.('input, select, textarea')) return;
  tabs()[current() + by]?.click();
});

if (tabs().length) {
  let waiting = false;
  addEventListener('scroll', () => {
    if (!waiting) requestAnimationFrame(() => { waiting = false; follow(); });
    waiting = true;
  }, { passive: true });
  follow();
}
