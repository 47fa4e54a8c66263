/* A new API token is shown once; a new password is typed twice. */
const made = document.getElementById('token-made');
const shown = document.getElementById('token-text');

document.querySelector('#new-token form').addEventListener('done', ({ detail }) => {
  shown.textContent = detail.token;
  made.showModal();
});
made.addEventListener('close', () => { shown.textContent = ''; });

const form = document.getElementById('password-form');
if (form) {
  const repeated = document.getElementById('repeated');
  form.addEventListener('input', () => {
    repeated.setCustomValidity(repeated.value === form.elements.password.value ? '' : repeated.dataset.different);
  });
}
