/* global Hls */
import { now } from './api.js';

const AGAIN_MS = 1000;
/** Farther behind than playing faster can mend: go to the live edge. In target durations. */
const LATEST = 4;

/** hls.js on a video: one source for the life of the page, continued after every failure and never begun anew. */
export class HlsEngine {
  #hls;
  #video;
  #timer = 0;
  #refused = false;

  static supported() {
    return Boolean(window.Hls?.isSupported());
  }

  /**
   * @param events answered(status) at each failed load of a playlist, refused() when the token is not taken,
   *   buffered() when there is more to play, unplayable() when the browser cannot
   */
  constructor(video, address, events) {
    this.#video = video;
    const hls = new Hls(config(address, events));
    this.#hls = hls;
    this.stay(false);
    hls.on(Hls.Events.ERROR, (_, error) => this.#failed(error, events, address));
    hls.on(Hls.Events.FRAG_BUFFERED, () => events.buffered());
    hls.loadSource(address.url);
    hls.attachMedia(video);
  }

  #failed(error, events, address) {
    const status = error.response?.code;
    // with one variant hls.js does not call a refusal fatal: it goes on asking
    if (status === 401 || status === 403) {
      if (!this.#refused) events.refused();
      this.#refused = true;
      return;
    }
    if (!error.fatal) return;
    clearTimeout(this.#timer);
    if (error.details === Hls.ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR) {
      events.unplayable();
    } else if (error.type === Hls.ErrorTypes.MEDIA_ERROR) {
      this.#timer = setTimeout(() => { this.#hls.recoverMediaError(); this.#video.play().catch(() => {}); }, AGAIN_MS / 2);
    } else {
      this.#timer = setTimeout(() => this.resume(address), AGAIN_MS);
    }
  }

  /** Goes on after a refusal. */
  resume(address) {
    this.#refused = false;
    if (this.#hls.levels.length) this.#hls.startLoad();
    else this.#hls.loadSource(address.url);
  }

  /**
   * Whether whoever is behind wants to be. Given to the constructor the distance would have to come with one from the
   * edge, in place of the playlist's own.
   */
  stay(wanted) {
    this.#hls.config.liveMaxLatencyDurationCount = wanted ? Infinity : LATEST;
  }

  /** The oldest position that is listed. */
  get start() {
    return this.#hls.latestLevelDetails?.fragmentStart ?? null;
  }

  /** The newest position that plays without waiting. */
  get edge() {
    return this.#hls.liveSyncPosition;
  }

  /** Whether the picture is farther from the edge than it should be, in seconds. */
  get late() {
    // a list that nobody adds to says nothing of its age
    const age = this.date ? (now() - this.date.getTime()) / 1000 : 0;
    return Math.max(0, Math.max(this.#hls.latency, age) - (this.#hls.targetLatency ?? 0));
  }

  /** When the picture was taken; null while that is unknown. */
  get date() {
    return this.#hls.playingDate;
  }

  destroy() {
    clearTimeout(this.#timer);
    this.#hls.destroy();
  }
}

function config(address, events) {
  const retry = {
    maxNumRetry: Infinity, retryDelayMs: 500, maxRetryDelayMs: 3000,
    // by itself hls.js gives up at 4xx and after a few 5xx; a camera may be away for hours
    shouldRetry: (_policy, _count, _timeout, response) => {
      events.answered(response?.code ?? 0);
      return response?.code !== 401 && response?.code !== 403;
    },
  };
  const patient = { default: { maxTimeToFirstByteMs: 15000, maxLoadTimeMs: 20000, timeoutRetry: retry, errorRetry: retry } };
  // By itself hls.js doubles the pause up to 8 s, while the camera may have been back for seven of them.
  const soon = { maxNumRetry: 8, retryDelayMs: 500, maxRetryDelayMs: 1000 };
  const prompt = { default: { maxTimeToFirstByteMs: 10000, maxLoadTimeMs: 60000, timeoutRetry: soon, errorRetry: soon } };
  return {
    lowLatencyMode: true,
    backBufferLength: 90,
    // after a stall: a little faster until the picture is live again, and not a second later for ever
    maxLiveSyncPlaybackRate: 1.1,
    liveSyncOnStallIncrease: 0.2,
    manifestLoadPolicy: patient,
    playlistLoadPolicy: patient,
    fragLoadPolicy: prompt,
    // a request that is open already is sent as it is
    xhrSetup: (request, url) => request.open('GET', address.current(url), true),
  };
}
