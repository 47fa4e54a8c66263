/* The page of an order: what is told after a camera was assigned, and the password that is shown once. */
const on = (type, act) => document.addEventListener(type, ({ target, detail }) => act(target, detail ?? {}));
const within = (id, selector) => document.getElementById(id)?.querySelector(selector);

/* Beside each stream to choose stands which other order it shows now; who takes it away from there is asked first. */
function noteShown() {
  const form = document.getElementById('assign-form');
  for (const choice of form.querySelectorAll('[data-choice]')) {
    const shown = form.querySelector(`[data-shown="${CSS.escape(choice.dataset.choice)}"]`);
    const note = choice.querySelector('[data-note]');
    note.hidden = !shown;
    note.textContent = shown?.textContent ?? '';
  }
  askBeforeTaking(form);
}

function askBeforeTaking(form) {
  const chosen = form.querySelector('[name=streamId]:checked')?.value;
  const shown = chosen && form.querySelector(`[data-shown="${CSS.escape(chosen)}"]`);
  if (shown && shown.dataset.order !== form.dataset.order) form.setAttribute('hx-confirm', shown.dataset.question);
  else form.removeAttribute('hx-confirm');
}

/* A list of streams that comes again takes no choice back. */
let chosen;

function keepChoice(choices) {
  const choice = chosen && choices.querySelector(`[value="${CSS.escape(chosen)}"]`);
  if (choice) choice.checked = true;
}

on('htmx:beforeSwap', target => { if (target.id === 'choices') chosen = target.querySelector(':checked')?.value; });
on('htmx:afterSwap', target => { if (target.id === 'choices') keepChoice(target); });
on('htmx:afterSettle', target => { if (target.matches('#choices, #shown')) noteShown(); });
on('change', target => { if (target.matches('#assign-form [name=streamId]')) askBeforeTaking(target.form); });

function tellAssigned({ assignment, ended }) {
  const { begun, moved } = document.getElementById('assign-form').dataset;
  const told = document.getElementById('told');
  told.textContent = (ended ? moved : begun).replace('%stream', assignment.streamId).replace('%order', ended?.orderNumber);
  told.hidden = false;
}

/* The password is in this dialog and nowhere else, until the dialog closes or the page is left. */
const HANDED = ['login', 'password', 'link', 'letter'];

function handOver(access, without) {
  for (const name of HANDED) document.getElementById('handed-' + name).textContent = access[name] ?? '';
  const part = access.password ? 'fresh' : without;
  const dialog = document.getElementById('handover');
  for (const each of dialog.querySelectorAll('[data-part]')) each.hidden = each.dataset.part !== part;
  htmx.ajax('GET', dialog.dataset.notices.replace('{id}', access.id), '#handed-notices');
  dialog.showModal();
}

function forget() {
  for (const name of [...HANDED, 'notices']) document.getElementById('handed-' + name)?.replaceChildren();
}

on('done', (target, answer) => {
  if (answer.assignment) tellAssigned(answer);
  // only what made or sent a password has a message for people
  if (answer.login && answer.message) handOver(answer, target.matches('[data-idempotent]') ? 'lost' : 'same');
});
document.addEventListener('close', ({ target }) => {
  if (target.id !== 'handover') return;
  forget();
  htmx.trigger(document.body, 'changed');
}, true);
addEventListener('pagehide', forget);
