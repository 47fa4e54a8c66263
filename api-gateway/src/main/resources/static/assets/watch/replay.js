/* global Hls */
import { Address } from './address.js';

/** A refusal is answered with a new token at most so often. */
const AGAIN_MS = 5000;

/** Plays one recording after another on a video, each from its beginning. */
export class Replay {
  #video;
  #hls = null;
  #address = null;
  #renewal = null;
  #renewedAt = 0;

  constructor(video) {
    this.#video = video;
    video.addEventListener('error', () => this.#refused());
  }

  /**
   * @param renewal gives an address of the same recording with a new token, for a recording that is longer than the life
   *   of this one's
   */
  play(url, renewal = null) {
    this.stop();
    this.#address = new Address(url);
    this.#renewal = renewal;
    if (window.Hls?.isSupported()) this.#playByLibrary();
    else this.#video.src = url;
    this.#video.hidden = false;
    // a browser that wants to be asked shows its own button
    this.#video.play().catch(() => {});
  }

  #playByLibrary() {
    const address = this.#address;
    this.#hls = new Hls({
      startPosition: 0,
      // a request that is open already is sent as it is
      xhrSetup: (request, url) => request.open('GET', address.current(url), true),
    });
    this.#hls.on(Hls.Events.ERROR, (_, { response }) => {
      if (response?.code === 401 || response?.code === 403) this.#refused();
    });
    this.#hls.loadSource(address.url);
    this.#hls.attachMedia(this.#video);
  }

  /** Goes on where it was, if there is a new token to be had. */
  async #refused() {
    const address = this.#address;
    if (!this.#renewal || Date.now() < this.#renewedAt + AGAIN_MS) return;
    this.#renewedAt = Date.now();
    const url = await this.#renewal();
    if (!url || this.#address !== address) return;
    address.renew(url);
    if (this.#hls) this.#hls.startLoad();
    else this.#goOn(url);
  }

  #goOn(url) {
    const { currentTime } = this.#video;
    this.#video.src = url;
    this.#video.currentTime = currentTime;
    this.#video.play().catch(() => {});
  }

  stop() {
    this.#hls?.destroy();
    this.#hls = null;
    this.#address = null;
    this.#renewal = null;
    this.#renewedAt = 0;
    this.#video.removeAttribute('src');
    this.#video.hidden = true;
  }
}
