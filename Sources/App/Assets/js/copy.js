/* Copies a link, for invitations: the field named by data-copy, and the button says that it did. */

document.addEventListener('click', async event => {
  const button = event.target.closest?.('button[data-copy]');
  const field = button && document.getElementById(button.dataset.copy);
  if (!field) return;
  field.select();
  if (!(await copy(field.value))) return;
  const words = button.dataset.words ??= button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = words; }, 2000);
});

/** The clipboard is closed to plain http; the older way still works there. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand('copy');
  }
}
