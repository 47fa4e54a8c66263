/* The list of streams: a filter once there are many, and an id proposed from the name. */
import { announce } from './say.js';

const MANY = 8;
const list = document.getElementById('streams');

if (list) {
  const box = document.getElementById('filter');
  const words = document.getElementById('filter-text');

  const filter = () => {
    const rows = [...list.querySelectorAll('tr.stream')];
    box.hidden = rows.length <= MANY && !words.value;
    const wanted = words.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.dataset.words.toLowerCase().includes(wanted);
    const none = list.querySelector('#no-match');
    if (none) none.hidden = rows.some(row => !row.hidden);
    return rows.filter(row => !row.hidden).length;
  };

  words.addEventListener('input', () => announce(String(filter())));
  document.addEventListener('htmx:afterSettle', filter);
  filter();

  const name = document.getElementById('name');
  const id = document.getElementById('stream_id');
  let proposed = '';
  name.addEventListener('input', () => {
    if (id.value !== proposed) return;
    proposed = proposal(name.value);
    id.value = proposed;
  });
}

/** The Latin letters and digits of a name, as an id. */
function proposal(name) {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '').slice(0, 40).replace(/-+$/, '');
}
