/** Texts in the language of the page: the template carries them. */
const texts = new Map(
  Array.from(document.getElementById('texts').content.children, data => [data.value, data.textContent]));

/** The text of a key, its {0} replaced. */
export function text(key, value = '') {
  return texts.get(key).replace('{0}', value);
}
