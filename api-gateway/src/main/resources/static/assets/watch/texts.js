/** Texts in the language of the page: its templates carry them. */
const texts = new Map();
for (const template of document.querySelectorAll('#texts, template.texts')) {
  for (const data of template.content.children) texts.set(data.value, data.textContent);
}

/** The text of a key, its {0} replaced. */
export function text(key, value = '') {
  return texts.get(key).replace('{0}', value);
}
