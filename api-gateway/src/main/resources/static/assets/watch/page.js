import '../language.js';
import { authenticate } from './api.js';
import { Controls } from './controls.js';
import { Recordings } from './recordings.js';
import { Session } from './session.js';
import { Stage } from './stage.js';
import { text } from './texts.js';
import { forget, keep, takeFromAddress, token } from './token.js';

const $ = id => document.getElementById(id);

takeFromAddress();
const stage = new Stage();
const controls = new Controls(stage);
const recordings = new Recordings();
let session = null;

stage.addEventListener('state', ({ detail: camera }) => announce(camera));
stage.addEventListener('refused', async ({ detail: camera }) => {
  await session?.look();
  if (stage.all.includes(camera)) camera.resume();
});

/** Shows one of the page's three faces. */
function face(id) {
  for (const each of ['log-in', 'notice', 'watching']) $(each).hidden = each !== id;
  document.body.dataset.view = id;
  $('log-out').hidden = !session;
}

function notice(key, hint = key + '.hint') {
  $('notice-title').textContent = text(key);
  $('notice-hint').textContent = text(hint);
  $('notice').dataset.kind = key;
  $('notice-log-in').hidden = key !== 'ended';
  face('notice');
}

function say(sentence) {
  if ($('announcement').textContent !== sentence) $('announcement').textContent = sentence;
}

function announce(camera) {
  const name = stage.all.length > 1 ? camera.label + ': ' : '';
  say(name + text(camera.state) + '. ' + text(camera.state + '.hint'));
}

function open() {
  session = new Session();
  notice('loading');
  session.addEventListener('cameras', ({ detail: cameras }) => {
    stage.show(cameras);
    recordings.look();
    if (!cameras.length) {
      notice('noCamera');
      say(text('noCamera'));
    } else if ($('watching').hidden) {
      face('watching');
      controls.refresh();
    }
  });
  session.addEventListener('away', () => { if (!stage.all.length) notice('loading', 'away'); });
  session.addEventListener('ended', () => {
    session = null;
    stage.show([]);
    recordings.leave();
    notice('ended');
    $('notice-title').focus();
  });
  session.start();
}

function logIn(problem = '') {
  session = null;
  $('password').value = '';
  refuse(problem);
  face('log-in');
  $('login').focus();
}

function refuse(problem) {
  $('log-in-problem').textContent = problem;
  $('log-in-problem').hidden = !problem;
}

$('log-in').addEventListener('submit', async event => {
  event.preventDefault();
  const button = event.submitter ?? event.target.querySelector('[type=submit]');
  button.disabled = true;
  refuse('');
  try {
    keep((await authenticate($('login').value, $('password').value)).token);
    $('password').value = '';
    open();
  } catch (refusal) {
    refuse(refusal.status === 401 ? text('logIn.wrong') : refusal.message || text('away'));
    $('password').select();
  } finally {
    button.disabled = false;
  }
});

$('log-out').addEventListener('click', () => {
  session?.leave();
  forget();
  stage.show([]);
  recordings.leave();
  logIn();
});

$('notice-log-in').addEventListener('click', () => logIn());

if (token()) open();
else logIn();
