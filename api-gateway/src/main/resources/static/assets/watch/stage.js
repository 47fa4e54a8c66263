import { Address } from './address.js';
import { Camera } from './camera.js';
import { text } from './texts.js';

/** The cameras of an order side by side, one of them enlarged when somebody wants it. */
export class Stage extends EventTarget {
  #element = document.getElementById('cameras');
  #cameras = new Map();
  #enlarged = null;

  picked = null;

  constructor() {
    super();
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape' && this.#enlarged && !document.fullscreenElement) this.#pick(this.#enlarged);
    });
  }

  get all() {
    return [...this.#cameras.values()];
  }

  /** Shows these and no others; those that are shown already go on, under their new addresses. */
  show(list) {
    const ids = list.map(({ streamUrl }) => Address.camera(streamUrl));
    for (const [id, camera] of this.#cameras) if (!ids.includes(id)) this.#close(id, camera);
    list.forEach(({ label, streamUrl }, index) => {
      const known = this.#cameras.get(ids[index]);
      if (known) known.renew(streamUrl);
      else this.#add(ids[index], new Camera(label || text('camera', index + 1), streamUrl));
    });
    this.picked ??= this.all[0] ?? null;
    this.#arrange();
  }

  /** Goes on after addresses were refused. */
  resume() {
    this.all.forEach(camera => camera.resume());
  }

  #add(id, camera) {
    this.#cameras.set(id, camera);
    this.#element.append(camera.element);
    camera.addEventListener('pick', () => this.#pick(camera));
    camera.addEventListener('state', () => this.dispatchEvent(new CustomEvent('state', { detail: camera })));
    camera.addEventListener('refused', () => this.dispatchEvent(new CustomEvent('refused', { detail: camera })));
    camera.start();
  }

  #close(id, camera) {
    this.#cameras.delete(id);
    camera.close();
    if (this.picked === camera) this.picked = null;
    if (this.#enlarged === camera) this.#enlarged = null;
  }

  #pick(camera) {
    if (camera.state === 'tap') {
      this.all.forEach(each => each.play());
      return;
    }
    if (this.#cameras.size < 2) return;
    const silent = this.picked.video.muted;
    this.#enlarged = this.#enlarged === camera ? null : camera;
    if (this.picked !== camera) {
      this.picked.video.muted = true;
      this.picked = camera;
      camera.video.muted = silent;
    }
    this.#arrange();
  }

  #arrange() {
    const several = this.#cameras.size > 1;
    this.#element.classList.toggle('several', several);
    this.#element.classList.toggle('one-large', several && Boolean(this.#enlarged));
    for (const camera of this.all) {
      const large = camera === this.#enlarged;
      camera.element.classList.toggle('large', large);
      camera.element.classList.toggle('picked', several && camera === this.picked);
      camera.offer(!several ? '' : large ? text('all') : text('enlarge', camera.label));
    }
  }
}
