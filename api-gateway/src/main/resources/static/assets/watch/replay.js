/* global Hls */

/** Plays one recording after another on a video, each from its beginning. */
export class Replay {
  #video;
  #hls = null;

  constructor(video) {
    this.#video = video;
  }

  play(url) {
    this.stop();
    if (window.Hls?.isSupported()) {
      this.#hls = new Hls({ startPosition: 0 });
      this.#hls.loadSource(url);
      this.#hls.attachMedia(this.#video);
    } else {
      this.#video.src = url;
    }
    this.#video.hidden = false;
    // a browser that wants to be asked shows its own button
    this.#video.play().catch(() => {});
  }

  stop() {
    this.#hls?.destroy();
    this.#hls = null;
    this.#video.removeAttribute('src');
    this.#video.hidden = true;
  }
}
