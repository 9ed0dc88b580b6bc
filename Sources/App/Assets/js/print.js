/* A button that prints the page, or saves it as PDF: the browser's own dialog does both. */

document.addEventListener('click', event => {
  if (event.target.closest('[data-print]')) print();
});
