import { Address } from './address.js';
import { now } from './api.js';
import { HlsEngine } from './hls-engine.js';
import { NativeEngine } from './native-engine.js';
import { text } from './texts.js';

const TICK_MS = 500;
/** So many ticks without progress are an interruption. */
const STALLED = 4;
/** So many with it, after an interruption, are more than a jump of the player's; */
const MOVING = 2;
/** and so much since then is more than what was left before it. */
const MOVED_SECONDS = 1;
/** So many with something new in the buffer, and the edge is the place to go on. */
const STUCK = 12;
const BEHIND_SECONDS = 5;
/** What is shorter is for players that were away, not to go back in. */
const LONG_SECONDS = 45;
/** The oldest segments leave the list while they are fetched. */
const SPARE_SECONDS = 4;

/** A camera's picture with what there is to say about it. Tells "state" and "pick". */
export class Camera extends EventTarget {
  #address;
  #engine = null;
  #timer;
  #position = 0;
  #still = 0;
  #moving = 0;
  #stalledAt = 0;
  #fresh = false;
  #played = false;
  #blocked = false;
  #status = 0;
  #showsDelay = false;
  #offer = '';

  state = 'loading';
  paused = false;

  constructor(label, url) {
    super();
    this.label = label;
    this.#address = new Address(url);
    this.element = document.getElementById('camera').content.firstElementChild.cloneNode(true);
    this.video = this.#part('video');
    // a copied element does not everywhere take its attribute for its state
    this.video.muted = true;
    this.video.setAttribute('aria-label', label);
    this.#part('.label').textContent = label;
    this.#part('.pick').addEventListener('click', () => this.dispatchEvent(new Event('pick')));
    this.video.addEventListener('pause', () => { if (this.video.readyState > 1 && !document.hidden) this.paused = true; });
    this.video.addEventListener('play', () => { this.paused = false; });
    this.#show();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Begins to load, once the picture has its place in the page. */
  start() {
    const events = {
      answered: status => { this.#status = status; },
      refused: () => this.dispatchEvent(new Event('refused')),
      buffered: () => { this.#fresh = true; },
      unplayable: () => this.#become('error'),
    };
    const Engine = [HlsEngine, NativeEngine].find(engine => engine.supported());
    if (!Engine) {
      this.#become('error');
      return;
    }
    this.#engine = new Engine(this.video, this.#address, events);
    this.play();
  }

  async play() {
    this.paused = false;
    try {
      await this.video.play();
      this.#blocked = false;
    } catch (refusal) {
      if (refusal.name === 'NotAllowedError') this.#blocked = true;
    }
  }

  /** A picture that reaches back goes on where it was stopped. */
  toggle() {
    if (this.video.paused) {
      if (!this.reach) this.jumpToLive();
      this.play();
    } else {
      this.#engine?.stay(this.reach > 0);
      this.paused = true;
      this.video.pause();
    }
  }

  jumpToLive() {
    this.#engine?.stay(false);
    const edge = this.#engine?.edge;
    if (edge && edge > this.video.currentTime) this.video.currentTime = edge;
  }

  /** How far one can go back from the edge, in seconds; 0 where that is not worth while. */
  get reach() {
    const { edge, start } = this.#engine ?? {};
    const length = edge && start !== null ? edge - start - SPARE_SECONDS : 0;
    return length > LONG_SECONDS ? length : 0;
  }

  /** How far from the edge the picture is, in seconds. */
  get ago() {
    return Math.max(0, (this.#engine?.edge ?? 0) - this.video.currentTime);
  }

  /** Goes to a distance from the edge, and stays there. */
  goBack(seconds) {
    if (seconds < BEHIND_SECONDS) {
      this.jumpToLive();
    } else if (this.reach) {
      this.#engine.stay(true);
      this.video.currentTime = this.#engine.edge - Math.min(seconds, this.reach);
    }
  }

  /** A new address of the same camera: what plays goes on. */
  renew(url) {
    this.#address.renew(url);
  }

  /** Goes on after a refusal. */
  resume() {
    this.#engine?.resume(this.#address);
  }

  /** What a click on the picture does; empty for nothing. */
  offer(name) {
    this.#offer = name;
    this.#show();
  }

  showDelay(on) {
    this.#showsDelay = on;
    this.#figures();
  }

  get behind() {
    return this.#played && (this.paused || (this.#engine?.late ?? 0) > BEHIND_SECONDS);
  }

  close() {
    clearInterval(this.#timer);
    this.#engine?.destroy();
    this.element.remove();
  }

  #tick() {
    const { currentTime, paused } = this.video;
    // a player that stands still may be put nearer to the edge
    const moved = currentTime !== this.#position && !paused;
    this.#position = currentTime;
    this.#still = moved ? 0 : this.#still + 1;
    this.#moving = moved ? this.#moving + 1 : 0;
    if (this.state !== 'error') this.#become(this.#judge());
    if (this.state === 'reconnecting' && this.#still >= STUCK && this.#fresh) {
      this.#still = STALLED;
      this.#fresh = false;
      this.jumpToLive();
      this.play();
    }
    this.#figures();
  }

  #judge() {
    if (this.#goesOn() && currentPicture(this.video)) {
      this.#played = true;
      this.#fresh = false;
      return 'playing';
    }
    if (this.#blocked && this.video.paused) return 'tap';
    if (!this.#played) return this.#status >= 400 ? 'waiting' : 'loading';
    // a browser stops pictures that nobody sees
    if (this.paused || document.hidden || this.#still < STALLED) return this.state;
    return 'reconnecting';
  }

  #goesOn() {
    if (this.state !== 'reconnecting') return this.#moving > 0;
    return this.#moving >= MOVING && Math.abs(this.#position - this.#stalledAt) >= MOVED_SECONDS;
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.#stalledAt = this.#position;
    this.#show();
    this.dispatchEvent(new Event('state'));
  }

  #show() {
    this.element.dataset.state = this.state;
    this.#part('.headline').textContent = text(this.state);
    this.#part('.hint').textContent = text(this.state + '.hint');
    const pick = this.#part('.pick');
    const name = this.state === 'tap' ? text('tap') : this.#offer;
    pick.setAttribute('aria-label', name);
    pick.hidden = !name;
    this.#figures();
  }

  #figures() {
    const live = this.state === 'playing';
    const badge = this.#part('.live-badge');
    badge.textContent = text(!live ? 'badge.off' : this.behind ? 'badge.behind' : 'badge.live');
    badge.hidden = !live && !this.#played;
    badge.classList.toggle('running', live && !this.behind);
    const date = this.#showsDelay && live ? this.#engine?.date : null;
    const seconds = date ? (now() - date.getTime()) / 1000 : NaN;
    const known = seconds >= 0 && seconds < 3600;
    this.#part('.behind').hidden = !known;
    this.#part('.behind').textContent = known ? text('seconds', number.format(seconds)) : '';
  }

  #part(selector) {
    return this.element.querySelector(selector);
  }
}

const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const currentPicture = video => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
