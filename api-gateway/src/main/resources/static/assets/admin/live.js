/*
 * What shows a stream comes again when the stream changes: <tr data-stream="ID" hx-get="…" hx-trigger="stream-changed">. Lists
 * (data-streams, hx-trigger="streams-changed") come again when a stream appears or goes, and after each connection: whatever
 * was missed is in them.
 */
const QUIET_MS = 300;
const AGAIN_MS = 3000;
const waiting = new Map();
let source;
let first = true;

// a stream that starts changes several times within a second
function soon(event, selector) {
  if (waiting.has(selector)) return;
  waiting.set(selector, setTimeout(() => {
    waiting.delete(selector);
    for (const element of document.querySelectorAll(selector)) htmx.trigger(element, event);
  }, QUIET_MS));
}

const of = id => `[data-stream="${CSS.escape(id)}"]`;

function connect() {
  source = new EventSource('/api/streams/events');
  source.addEventListener('streams', () => {
    // the page has just come with the present state
    if (!first) {
      soon('streams-changed', '[data-streams]');
      soon('stream-changed', '[data-stream]');
    }
    first = false;
  });
  source.addEventListener('stream', ({ data }) => {
    const { stream_id: id } = JSON.parse(data);
    if (document.querySelector(of(id))) soon('stream-changed', of(id));
    else soon('streams-changed', '[data-streams]');
  });
  source.addEventListener('deleted', ({ data }) => {
    soon('streams-changed', '[data-streams]');
    soon('stream-changed', of(JSON.parse(data).stream_id));
  });
  // browsers come back by themselves, but not after an answer such as 503
  source.addEventListener('error', () => { if (source.readyState === EventSource.CLOSED) setTimeout(connect, AGAIN_MS); });
}

if (document.querySelector('[data-stream], [data-streams]')) {
  connect();
  addEventListener('pagehide', () => source.close());
}
