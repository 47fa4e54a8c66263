/*
 * <button data-opens="ID"> opens the dialog of that id; any [data-closes] in a dialog closes it. A dialog that a request fills opens
 * with that. One dialog for many rows: the button's data-sends-to is where the dialog's form goes, data-about what the dialog's
 * [data-about] shows. What polls a list with such buttons has data-rests: while a dialog is open or a button's request on its way,
 * the list stays as it is.
 */
import { clear } from './problems.js';

function aim(dialog, { sendsTo, about }) {
  const form = dialog.querySelector('form');
  form.setAttribute('hx-post', sendsTo);
  htmx.process(form);
  dialog.querySelector('[data-about]').textContent = about;
}

document.addEventListener('click', ({ target }) => {
  const opener = target.closest('[data-opens]');
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    for (const form of dialog.querySelectorAll('form')) clear(form);
    if (opener.dataset.sendsTo) aim(dialog, opener.dataset);
    dialog.showModal();
    dialog.dispatchEvent(new CustomEvent('opens'));
  }
  if (target.closest('[data-closes]')) target.closest('dialog').close();
});

document.addEventListener('htmx:afterSwap', ({ detail: { target } }) => {
  if (target.matches('dialog') && !target.open) target.showModal();
});

const busy = list => document.querySelector('dialog[open]') || list.querySelector('.htmx-request');

document.addEventListener('htmx:beforeRequest', event => {
  if (event.target.matches('[data-rests]') && busy(event.target)) event.preventDefault();
});
document.addEventListener('htmx:beforeSwap', ({ target, detail }) => {
  if (target.matches('[data-rests]') && busy(target)) detail.shouldSwap = false;
});
