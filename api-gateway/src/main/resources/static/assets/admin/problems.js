function fieldProblem(field) {
  const place = document.createElement('p');
  place.className = 'problem';
  place.id = field.id + '-problem';
  field.after(place);
  return place;
}

/** Shows what is wrong in a form, each complaint beside its field; false if the form has no place for it. */
export function show(form, sentence, errors) {
  const general = form.querySelector('.problem[role=alert]');
  if (!general) return false;
  const unplaced = [];
  for (const { field: name, message } of errors) {
    const field = form.elements[name];
    if (!field?.id) {
      unplaced.push(message);
      continue;
    }
    const place = document.getElementById(field.id + '-problem') ?? fieldProblem(field);
    place.textContent = message;
    field.setAttribute('aria-invalid', 'true');
    field.dataset.hint ??= field.getAttribute('aria-describedby') ?? '';
    field.setAttribute('aria-describedby', `${place.id} ${field.dataset.hint}`.trim());
  }
  general.textContent = [sentence, ...unplaced].join(' ');
  general.hidden = false;
  form.querySelector('[aria-invalid]')?.focus();
  return true;
}

/** Takes all complaints back. */
export function clear(form) {
  for (const each of form.querySelectorAll('.problem[role=alert]')) each.hidden = true;
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    document.getElementById(field.id + '-problem')?.remove();
    field.removeAttribute('aria-invalid');
    if (field.dataset.hint) field.setAttribute('aria-describedby', field.dataset.hint);
    else field.removeAttribute('aria-describedby');
  }
}
