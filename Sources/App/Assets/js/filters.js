/* Filters act when they are chosen; what is empty stays out of the address. Without script the form's button does it. */

document.addEventListener('change', event => {
  const form = event.target.form;
  if (form?.dataset.filters === undefined || event.target.matches('input[type="search"], input[type="text"]')) return;
  sessionStorage.setItem('filter-focus', event.target.id);
  go(form);
});

document.addEventListener('submit', event => {
  if (event.target.dataset.filters === undefined) return;
  event.preventDefault();
  go(event.target);
});

function go(form) {
  const address = new URL(form.action);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
  location.assign(address);
}

const id = sessionStorage.getItem('filter-focus');
sessionStorage.removeItem('filter-focus');
if (id) document.getElementById(id)?.focus({ preventScroll: true });
