/* <input type="datetime-local" data-instant="ID"> speaks the reader's time; the field ID, which the form sends, holds the instant. */
function local(date) {
  return new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

for (const field of document.querySelectorAll('[data-instant]')) {
  const sent = document.getElementById(field.dataset.instant);
  if (sent.value) field.value = local(new Date(sent.value));
  field.addEventListener('change', () => { sent.value = field.value && new Date(field.value).toISOString(); });
}
