/* hx-confirm="…" asks in the page's own dialog; what destroys (class "danger") is confirmed by a red button. */
const dialog = document.getElementById('confirm');

document.addEventListener('htmx:confirm', event => {
  const { question, issueRequest, elt } = event.detail;
  if (!question) return;
  event.preventDefault();
  dialog.querySelector('#confirm-question').textContent = question;
  const yes = dialog.querySelector('#confirm-yes');
  yes.className = elt.matches('.danger') ? 'danger' : 'primary';
  dialog.returnValue = '';
  dialog.addEventListener('close', () => { if (dialog.returnValue === 'yes') issueRequest(true); }, { once: true });
  dialog.showModal();
});
