const SHOWN_MS = 8000;
const toast = document.getElementById('toast');
const announcement = document.getElementById('announcement');
let hiding;

/** Beside an open dialog nothing else is seen or heard. */
const place = element => ([...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body).append(element);

/** Shows what went wrong where no form has a place for it. */
export function complain(sentence) {
  place(toast);
  toast.textContent = sentence;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.hidden = true; }, SHOWN_MS);
}

/** What went wrong is over. */
export function calm() {
  toast.hidden = true;
}

/** Tells those who hear the page. */
export function announce(sentence) {
  place(announcement);
  announcement.textContent = sentence;
}

toast.addEventListener('click', calm);
