/* The coach reads along: when typing pauses in a form with data-coach, it is asked again, and what differs in its words is put in. */

let pause;
let asking;

function later(event) {
  const form = event.target.form;
  if (form?.dataset.coach === undefined) return;
  clearTimeout(pause);
  asking?.abort(); // Its answer would be about other words.
  pause = setTimeout(() => ask(form), 350);
}

async function ask(form) {
  asking = new AbortController();
  try {
    const answer = await fetch(form.dataset.coach, {
      method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { 'X-Live': '1' }, signal: asking.signal,
    });
    if (answer.ok && !answer.redirected) say(form, await answer.text());
  } catch { /* Without an answer the last one stands; it only advises. */ }
}

/** Elements that are the same stay, so that only news is read aloud. */
function say(form, markup) {
  const place = form.querySelector('[data-coach-says]');
  if (!place) return;
  const next = [...new DOMParser().parseFromString(markup, 'text/html').body.children];
  next.forEach((element, index) => {
    const now = place.children[index];
    if (!now) place.append(element);
    else if (!now.isEqualNode(element)) now.replaceWith(element);
  });
  [...place.children].slice(next.length).forEach(element => element.remove());
}

document.addEventListener('input', later);
document.addEventListener('change', later);
