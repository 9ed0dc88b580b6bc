/* Whether somebody has typed into a form: a field whose value is no longer the one the server sent. */

export const dirty = form => [...form.elements].some(changed);

function changed(field) {
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
  if (field.type === 'file') return field.files.length > 0;
  if (field instanceof HTMLSelectElement) return choice(field);
  if (field.type === 'range' && !field.hasAttribute('value')) return false;
  return typed(field) && field.value !== field.defaultValue;
}

function typed(field) {
  return field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'hidden');
}

function choice(select) {
  const options = [...select.options];
  if (options.some(option => option.defaultSelected)) return options.some(option => option.selected !== option.defaultSelected);
  return select.multiple ? select.selectedIndex >= 0 : select.selectedIndex > 0;
}
