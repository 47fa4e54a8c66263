/* The log of a stream's pod, line by line as it is written, for as long as it is open. */
import { text } from './texts.js';

const MOST_LINES = 2000;
const FIRST_LINES = 500;
const AGAIN_MS = 3000;
/** So close to the end counts as reading the end. */
const NEAR = 24;

const log = document.getElementById('log');
const opener = document.getElementById('log-open');
const follow = document.getElementById('log-follow');
const names = { open: opener.textContent, close: opener.dataset.close };
let reading = null;

const following = () => follow.getAttribute('aria-pressed') === 'true';

function setFollowing(on) {
  follow.setAttribute('aria-pressed', String(on));
  if (on) log.scrollTop = log.scrollHeight;
}

function add(lines, kind) {
  if (!lines.length) return;
  log.append(...lines.map(line => {
    const element = document.createElement('div');
    element.className = kind;
    element.textContent = line;
    return element;
  }));
  while (log.childElementCount > MOST_LINES) log.firstElementChild.remove();
  if (following()) log.scrollTop = log.scrollHeight;
}

/** What has just been said need not be said again. */
function note(sentence) {
  const { lastElementChild: last } = log;
  if (last?.className !== 'note' || last.textContent !== sentence) add([sentence], 'note');
}

/** After an interruption the last lines come again: those that are shown already are left out. */
class Known {
  #lines;

  constructor() {
    this.#lines = new Set([...log.querySelectorAll('.line')].slice(-FIRST_LINES).map(line => line.textContent));
  }

  without(lines) {
    while (this.#lines.size && lines.length && this.#lines.has(lines[0])) lines.shift();
    if (lines.length) this.#lines.clear();
    return lines;
  }
}

/** A line as a person reads it, also where the log is JSON. */
function readable(line) {
  if (!line.startsWith('{')) return line;
  try {
    const { '@timestamp': time, level, message, stack_trace: trace } = JSON.parse(line);
    return message === undefined ? line : [time, level, message, trace].filter(Boolean).join(' ');
  } catch {
    return line;
  }
}

async function copy(body, known) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    // an empty one says that there is nothing new
    add(known.without(lines.filter(line => line).map(readable)), 'line');
  }
  if (rest) add(known.without([readable(rest)]), 'line');
}

async function read(signal) {
  const url = `/api/streams/${encodeURIComponent(opener.dataset.streamId)}/logs?follow=true&tail=${FIRST_LINES}`;
  note(text('log.connecting'));
  while (!signal.aborted) {
    try {
      const answer = await fetch(url, { signal, cache: 'no-store', headers: { Accept: 'text/plain, application/problem+json' } });
      if (answer.ok) {
        await copy(answer.body, new Known());
        note(text('log.again'));
      } else {
        note((await answer.json().catch(() => ({}))).detail ?? text('log.away'));
      }
    } catch {
      if (!signal.aborted) note(text('log.away'));
    }
    await new Promise(later => setTimeout(later, AGAIN_MS));
  }
}

function open() {
  reading = new AbortController();
  log.replaceChildren();
  read(reading.signal);
}

opener.addEventListener('click', () => {
  if (reading) {
    reading.abort();
    reading = null;
  } else {
    open();
  }
  log.hidden = follow.hidden = !reading;
  setFollowing(true);
  opener.textContent = reading ? names.close : names.open;
  opener.setAttribute('aria-expanded', String(Boolean(reading)));
});
follow.addEventListener('click', () => setFollowing(!following()));
log.addEventListener('scroll', () => {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  if (atEnd !== following()) follow.setAttribute('aria-pressed', String(atEnd));
});
addEventListener('pagehide', () => reading?.abort());
