const AGAIN_MS = 1500;

/** The browser's own HLS: iPhones have nothing that hls.js could use. */
export class NativeEngine {
  #video;
  #address;
  #timer = 0;
  #failed;

  static supported() {
    return document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '';
  }

  constructor(video, address, events) {
    this.#video = video;
    this.#address = address;
    this.#failed = async () => {
      const status = await fetch(address.url, { cache: 'no-store' }).then(answer => answer.status, () => 0);
      events.answered(status);
      if (status === 401 || status === 403) events.refused();
      else this.#timer = setTimeout(() => this.resume(), AGAIN_MS);
    };
    video.addEventListener('error', this.#failed);
    video.addEventListener('ended', this.#failed);
    video.addEventListener('progress', events.buffered);
    video.src = address.url;
  }

  resume() {
    this.#video.src = this.#address.url;
    this.#video.load();
    this.#video.play().catch(() => {});
  }

  /** It goes to the edge when it is told to, and only then. */
  stay() {}

  get start() {
    const { seekable } = this.#video;
    return seekable.length ? seekable.start(0) : null;
  }

  get edge() {
    const { seekable } = this.#video;
    return seekable.length ? seekable.end(seekable.length - 1) - 1 : null;
  }

  get late() {
    return this.edge === null ? 0 : Math.max(0, this.edge - this.#video.currentTime - 4);
  }

  get date() {
    const start = this.#video.getStartDate?.().getTime();
    return start ? new Date(start + this.#video.currentTime * 1000) : null;
  }

  destroy() {
    clearTimeout(this.#timer);
    this.#video.removeEventListener('error', this.#failed);
    this.#video.removeEventListener('ended', this.#failed);
    this.#video.removeAttribute('src');
    this.#video.load();
  }
}
