/* A question before something is taken away: opens the dialog that the server drew. Without script the link leads to a page. */

document.addEventListener('click', event => {
  const opener = event.target.closest?.('[data-confirm-dialog]');
  const dialog = opener && document.getElementById(opener.dataset.confirmDialog);
  if (dialog && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    opener.closest('details.more-menu')?.removeAttribute('open');
    dialog.showModal();
  }
  if (event.target.closest?.('[data-close]')) event.target.closest('dialog')?.close();
  if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
});

/** A click on the backdrop closes, but never one that began in the dialog or would lose what was typed. */
function outside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect();
  const inside = clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
  return !inside && getSelection().isCollapsed && [...target.querySelectorAll('textarea')].every(field => !field.value);
}
