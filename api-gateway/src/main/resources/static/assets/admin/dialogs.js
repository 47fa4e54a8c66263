/* <button data-opens="ID"> opens the dialog of that id; any [data-closes] in a dialog closes it. A dialog that a request fills opens with that. */
import { clear } from './problems.js';

document.addEventListener('click', ({ target }) => {
  const opener = target.closest('[data-opens]');
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    for (const form of dialog.querySelectorAll('form')) clear(form);
    dialog.showModal();
  }
  if (target.closest('[data-closes]')) target.closest('dialog').close();
});

document.addEventListener('htmx:afterSwap', ({ detail: { target } }) => {
  if (target.matches('dialog') && !target.open) target.showModal();
});
