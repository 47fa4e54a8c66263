/* The stream as viewers see it: through the edge, small and muted, loaded only when somebody asks. */
import { Camera } from '../watch/camera.js';
import { text } from './texts.js';

const LIBRARY = '/assets/lib/hls.light.min.js';
const AGAIN_MS = 3000;

const preview = document.getElementById('preview');
const screen = document.getElementById('screen');
const watch = document.getElementById('watch');
const unwatch = document.getElementById('unwatch');
const problem = document.getElementById('preview-problem');
const hint = screen.firstElementChild;
let camera = null;

/** The player's library; asked for once. */
function library() {
  library.loading ??= new Promise((loaded, failed) => {
    const script = document.createElement('script');
    script.src = LIBRARY;
    script.addEventListener('load', loaded);
    script.addEventListener('error', () => { delete library.loading; failed(new Error(text('away'))); });
    document.head.append(script);
  });
  return library.loading;
}

async function address() {
  let answer;
  try {
    answer = await fetch('/api/hls/' + encodeURIComponent(preview.dataset.streamId), { cache: 'no-store', headers: { Accept: 'application/json' } });
  } catch {
    throw new Error(text('away'));
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.detail ?? text('problem'));
  return body.data.stream_url;
}

/** A token that is not taken is at its end: what plays goes on with another. */
async function renew(refused) {
  try {
    const url = await address();
    if (refused !== camera) return;
    camera.renew(url);
    camera.resume();
  } catch {
    setTimeout(() => { if (refused === camera) renew(refused); }, AGAIN_MS);
  }
}

function complain(sentence) {
  problem.textContent = sentence;
  problem.hidden = !sentence;
}

async function open() {
  complain('');
  watch.disabled = true;
  try {
    const [url] = await Promise.all([address(), library()]);
    camera = new Camera(preview.dataset.label, url);
    screen.replaceChildren(camera.element);
    camera.addEventListener('pick', () => camera.play());
    camera.addEventListener('refused', ({ target }) => renew(target));
    camera.start();
    watch.hidden = true;
    unwatch.hidden = false;
    unwatch.focus();
  } catch (failure) {
    complain(failure.message);
  } finally {
    watch.disabled = false;
  }
}

function close() {
  camera.close();
  camera = null;
  screen.replaceChildren(hint);
  unwatch.hidden = true;
  watch.hidden = false;
  watch.focus();
}

watch.addEventListener('click', open);
unwatch.addEventListener('click', close);
