/* Numbers under the hand: the confidence slider shows its number, a number beside it moves the slider, and the arrow keys
   step a value as finely as its key result counts. */

document.addEventListener('input', event => {
  const { target } = event;
  if (target.matches('input[type="range"]')) tell(target);
  if (target.matches('[data-slider]')) follow(target);
});

function tell(slider) {
  for (const output of slider.form?.querySelectorAll(`output[for="${CSS.escape(slider.id)}"]`) ?? []) {
    output.textContent = (output.dataset.format ?? '{}').replace('{}', slider.value);
  }
  const number = document.querySelector(`[data-slider="${CSS.escape(slider.id)}"]`);
  if (number && number !== document.activeElement) number.value = slider.value;
}

function follow(number) {
  const slider = document.getElementById(number.dataset.slider);
  if (!slider || number.value.trim() === '' || Number.isNaN(Number(number.value))) return;
  slider.value = number.value;
  tell(slider);
}

document.addEventListener('keydown', event => {
  const { target } = event, by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (!by || event.altKey || event.ctrlKey || event.metaKey || !target.matches?.('input[data-step]')) return;
  event.preventDefault();
  step(target, by * Number(target.dataset.step) * (event.shiftKey ? 10 : 1));
});

function step(field, by) {
  const comma = field.dataset.decimal === ',';
  const now = Number(comma ? field.value.replace(/\./g, '').replace(',', '.') : field.value.replace(/,/g, ''));
  if (Number.isNaN(now)) return;
  const text = (now + by).toFixed((field.dataset.step.split('.')[1] ?? '').length);
  field.value = comma ? text.replace('.', ',') : text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const tellAll = () => document.querySelectorAll('input[type="range"]').forEach(tell);
tellAll();
addEventListener('pageshow', tellAll);
