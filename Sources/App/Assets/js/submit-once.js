/* A form is sent once, however often its button is pressed. It can be sent again when the page is shown again. */

document.addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented || form.method === 'dialog' || form.target) return;
  if (form.dataset.busy !== undefined) return event.preventDefault();
  form.dataset.busy = '';
  setTimeout(() => delete form.dataset.busy, 15_000);
});

addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.busy;
});
