/* Fields with data-zone begin with the time zone of this browser. Without script it is UTC, and can be changed. */

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const field of document.querySelectorAll('[data-zone]')) {
  if (field.type === 'hidden' || [...field.options].some(option => option.value === zone)) field.value = zone;
}
