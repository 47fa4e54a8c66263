const texts = new Map();
for (const template of document.querySelectorAll('#texts, template.texts')) {
  for (const each of template.content.querySelectorAll('data')) texts.set(each.value, each.textContent);
}

/** A text of the page's, by its name in the layout or in the page's own template of class "texts". */
export const text = name => texts.get(name);
