/* A quiet place at the end of the page whose words are read aloud when they change. */

export function status(name) {
  const place = document.createElement('div');
  place.className = name;
  place.setAttribute('role', 'status');
  place.dataset.own = '';
  document.body.append(place);
  return place;
}
