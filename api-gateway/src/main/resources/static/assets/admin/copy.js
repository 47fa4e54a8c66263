/* <button data-copies="ID"> copies the text or value of that element. */
import { announce, complain } from './say.js';
import { text } from './texts.js';

const SHOWN_MS = 1500;

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copies]');
  if (!button) return;
  const source = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
  } catch {
    complain(text('copyFailed'));
    return;
  }
  announce(text('copied'));
  button.dataset.copied = text('copied');
  setTimeout(() => delete button.dataset.copied, SHOWN_MS);
});
