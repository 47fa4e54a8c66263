/*
 * hx-confirm="…" asks in the page's own dialog; what destroys (class "danger") is confirmed by a red button. What holds the button
 * that asks stays as it is until the answer: htmx sends nothing for a button that has gone.
 */
const dialog = document.getElementById('confirm');
const postponed = new Map();
let asking = null;

document.addEventListener('htmx:confirm', event => {
  const { question, issueRequest, elt } = event.detail;
  if (!question) return;
  event.preventDefault();
  dialog.querySelector('#confirm-question').textContent = question;
  const yes = dialog.querySelector('#confirm-yes');
  yes.className = elt.matches('.danger') ? 'danger' : 'primary';
  dialog.returnValue = '';
  asking = elt;
  dialog.addEventListener('close', () => answer(issueRequest), { once: true });
  dialog.showModal();
});

function answer(issueRequest) {
  asking = null;
  // what is done now changes the page anyway
  if (dialog.returnValue === 'yes') issueRequest(true);
  else for (const [element, event] of postponed) htmx.trigger(element, event);
  postponed.clear();
}

document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (!asking || !detail.target.contains(asking)) return;
  detail.shouldSwap = false;
  const event = detail.requestConfig.triggeringEvent;
  if (event) postponed.set(detail.elt, event.type);
});
