function remarkBeside(field) {
  const place = document.createElement('p');
  place.id = field.id + '-problem';
  field.after(place);
  return place;
}

/**
 * Shows what is to be said of a form, each remark beside its field; a remark with "wrong: false" is no complaint. False if the form
 * has no place for it.
 */
export function show(form, sentence, remarks) {
  const general = form.querySelector('.problem[role=alert]');
  if (!general) return false;
  const unplaced = [];
  for (const { field: name, message, wrong = true } of remarks) {
    const field = form.elements[name];
    if (!field?.id) {
      unplaced.push(message);
      continue;
    }
    const place = document.getElementById(field.id + '-problem') ?? remarkBeside(field);
    place.className = wrong ? 'problem' : 'remark';
    place.textContent = message;
    if (wrong) field.setAttribute('aria-invalid', 'true');
    field.dataset.hint ??= field.getAttribute('aria-describedby') ?? '';
    field.setAttribute('aria-describedby', `${place.id} ${field.dataset.hint}`.trim());
  }
  general.textContent = [sentence, ...unplaced].join(' ');
  general.hidden = false;
  form.querySelector('[data-hint]')?.focus();
  return true;
}

/** Takes all remarks back. */
export function clear(form) {
  for (const each of form.querySelectorAll('.problem[role=alert]')) each.hidden = true;
  for (const field of form.querySelectorAll('[data-hint]')) {
    document.getElementById(field.id + '-problem')?.remove();
    field.removeAttribute('aria-invalid');
    if (field.dataset.hint) field.setAttribute('aria-describedby', field.dataset.hint);
    else field.removeAttribute('aria-describedby');
    delete field.dataset.hint;
  }
}
