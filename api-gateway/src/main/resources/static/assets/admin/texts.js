const texts = new Map();
for (const each of document.getElementById('texts').content.querySelectorAll('data')) texts.set(each.value, each.textContent);

/** A text of the page's, by its name in the layout. */
export const text = name => texts.get(name);
