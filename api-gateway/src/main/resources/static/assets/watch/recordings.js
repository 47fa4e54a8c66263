import { now, recordings } from './api.js';
import { Replay } from './replay.js';
import { text } from './texts.js';
import { token } from './token.js';

const AGAIN_MS = 5 * 60 * 1000;
/** A stream that did not answer may in a moment; one without a pod does not for long. */
const SOON_MS = 30 * 1000;

/** What was recorded of the order: a button for each part, and one screen for all. */
export class Recordings {
  #section = document.getElementById('recordings');
  #list = this.#section.querySelector('ul');
  #problem = this.#section.querySelector('.problem');
  #replay = new Replay(this.#section.querySelector('video'));
  #lookAt = 0;
  #pause = SOON_MS;
  /** Counts log-ins. */
  #order = 0;

  /** Looks what there is, now and then. */
  async look() {
    if (now() < this.#lookAt) return;
    this.#lookAt = now() + this.#pause;
    this.#pause = Math.min(2 * this.#pause, AGAIN_MS);
    const order = this.#order;
    try {
      const { replays, complete } = await recordings(token());
      // somebody else may have logged in meanwhile
      if (order !== this.#order) return;
      this.#show(replays);
      if (!complete) return;
      this.#lookAt = now() + AGAIN_MS;
      this.#pause = SOON_MS;
    } catch {
      // what was listed stays
    }
  }

  leave() {
    this.#lookAt = 0;
    this.#pause = SOON_MS;
    this.#order++;
    this.#replay.stop();
    this.#section.hidden = true;
  }

  #show(replays) {
    this.#section.hidden = !replays.length;
    this.#list.replaceChildren(...replays.map(replay => this.#item(replay)));
  }

  #item(replay) {
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
    const minutes = String(Math.max(1, Math.round(replay.seconds / 60)));
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = [time.format(new Date(replay.start)), text('recordings.minutes', minutes), replay.label].filter(Boolean).join(' · ');
    button.addEventListener('click', () => this.#play(replay));
    const item = document.createElement('li');
    item.append(button);
    return item;
  }

  /** Addresses live no longer than a token: each time with a new one. */
  async #play(replay) {
    const url = await this.#address(replay);
    if (url) this.#replay.play(url, () => this.#address(replay));
  }

  /** Empty where it cannot be played now, which is told. */
  async #address({ id, start }) {
    this.#problem.hidden = true;
    try {
      return (await recordings(token())).replays.find(replay => replay.id === id && replay.start === start).url;
    } catch {
      this.#problem.textContent = text('recordings.problem');
      this.#problem.hidden = false;
      return '';
    }
  }
}
