import { text } from './texts.js';
import { Timeline } from './timeline.js';

const $ = id => document.getElementById(id);
const LOOK_MS = 500;

/** The bar below the picture, and the keys that do the same. They are about the camera that was picked. */
export class Controls {
  #cameras;
  #delay = false;
  #timeline;

  /** @param cameras has picked, the camera that controls are about, and all of them */
  constructor(cameras) {
    this.#cameras = cameras;
    this.#timeline = new Timeline(cameras);
    const keys = { ' ': 'play', f: 'full', m: 'sound', l: 'live', arrowleft: 'back', arrowright: 'forth' };
    const actions = {
      play: () => this.#each(camera => camera.toggle()),
      sound: () => this.#sound(),
      live: () => this.#each(camera => { camera.jumpToLive(); camera.play(); }),
      latency: () => this.#latency(),
      pip: () => this.#smallWindow(),
      full: () => this.#fullScreen(),
      back: () => this.#timeline.step(1),
      forth: () => this.#timeline.step(-1),
    };
    for (const [id, action] of Object.entries(actions)) $(id)?.addEventListener('click', () => { action(); this.refresh(); });
    document.addEventListener('keydown', event => {
      const action = actions[keys[event.key.toLowerCase()]];
      if (!action || $('watching').hidden || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.repeat && !event.key.startsWith('Arrow')) return;
      const field = event.target.closest('input, select');
      if (field && (field.type !== 'range' || event.key.startsWith('Arrow'))) return;
      if (event.key === ' ' && event.target.closest('button')) return;
      event.preventDefault();
      action();
      this.refresh();
    });
    setInterval(() => this.refresh(), LOOK_MS);
  }

  /** Writes on the buttons what they would do now. */
  refresh() {
    const camera = this.#cameras.picked;
    if (!camera) return;
    const { video } = camera;
    label('play', video.paused ? 'play' : 'pause');
    label('sound', video.muted ? 'soundOn' : 'soundOff');
    $('sound').classList.toggle('primary', video.muted);
    $('live').disabled = !camera.behind;
    $('live').classList.toggle('primary', camera.behind);
    this.#timeline.refresh();
    $('pip').hidden = !(document.pictureInPictureEnabled || video.webkitSupportsPresentationMode?.('picture-in-picture'));
    $('full').hidden = !(document.fullscreenEnabled || video.webkitSupportsFullscreen);
    for (const each of this.#cameras.all) if (each !== camera) each.video.muted = true;
  }

  /** Pictures of one repair stop and go on together. */
  #each(action) {
    this.#cameras.all.forEach(action);
  }

  #sound() {
    const { video } = this.#cameras.picked;
    video.muted = !video.muted;
  }

  #latency() {
    this.#delay = !this.#delay;
    $('latency').setAttribute('aria-pressed', String(this.#delay));
    this.#each(camera => camera.showDelay(this.#delay));
  }

  #smallWindow() {
    const { video } = this.#cameras.picked;
    if (!document.pictureInPictureEnabled) {
      const small = video.webkitPresentationMode === 'picture-in-picture';
      video.webkitSetPresentationMode?.(small ? 'inline' : 'picture-in-picture');
    } else if (document.pictureInPictureElement) {
      document.exitPictureInPicture();
    } else {
      video.requestPictureInPicture().catch(() => {});
    }
  }

  #fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.fullscreenEnabled) $('stage').requestFullscreen().catch(() => {});
    // an iPhone shows a picture alone
    else this.#cameras.picked.video.webkitEnterFullscreen?.();
  }
}

function label(id, key) {
  if ($(id).textContent !== text(key)) $(id).textContent = text(key);
}
