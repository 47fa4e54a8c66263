const SHOWN_MS = 8000;
const toast = document.getElementById('toast');
const announcement = document.getElementById('announcement');
let hiding;

/** Shows what went wrong where no form has a place for it. */
export function complain(sentence) {
  toast.textContent = sentence;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.hidden = true; }, SHOWN_MS);
}

/** Tells those who hear the page. */
export function announce(sentence) {
  announcement.textContent = sentence;
}

toast.addEventListener('click', () => { toast.hidden = true; });
