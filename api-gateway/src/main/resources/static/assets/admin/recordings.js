/* Plays a recording that is listed on the page, in the screen above the list. */
import { Replay } from '../watch/replay.js';

const LIBRARY = '/assets/lib/hls.light.min.js';

let replay = null;

/** The player's library, unless the page has it. */
function library() {
  if (window.Hls) return Promise.resolve();
  return new Promise(done => {
    const script = document.createElement('script');
    script.src = LIBRARY;
    script.addEventListener('load', done);
    // a browser that plays HLS by itself needs none
    script.addEventListener('error', done);
    document.head.append(script);
  });
}

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-replay]');
  if (!button) return;
  await library();
  replay?.stop();
  replay = new Replay(button.closest('section').querySelector('video'));
  replay.play(button.dataset.replay);
});
