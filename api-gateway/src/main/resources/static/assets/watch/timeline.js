import { text } from './texts.js';

const $ = id => document.getElementById(id);

/** How far the pictures are from live, to be changed; shown where the list reaches back far enough. */
export class Timeline {
  #cameras;
  #position = $('position');
  #held = false;

  /** @param cameras as those of the controls */
  constructor(cameras) {
    this.#cameras = cameras;
    this.#position.addEventListener('input', () => {
      this.#held = true;
      this.#tell();
    });
    this.#position.addEventListener('change', () => {
      this.#held = false;
      this.#goBack(-this.#position.value);
    });
  }

  /** So many steps back from where the picture is. */
  step(count) {
    const { picked } = this.#cameras;
    if (picked?.reach) this.#goBack(picked.ago + count * this.#position.step);
  }

  refresh() {
    const { reach, ago } = this.#cameras.picked;
    $('timeline').hidden = $('timeline-keys').hidden = !reach;
    if (!reach || this.#held) return;
    const { step } = this.#position;
    this.#position.min = -Math.floor(reach / step) * step;
    this.#position.max = 0;
    this.#position.value = -ago;
    this.#tell();
  }

  /** Pictures of one repair stay together. */
  #goBack(seconds) {
    this.#cameras.all.forEach(camera => camera.goBack(seconds));
    this.refresh();
  }

  #tell() {
    const seconds = -this.#position.value;
    const words = seconds ? text('timeline.ago', clock(seconds)) : text('badge.live');
    $('ago').textContent = words;
    this.#position.setAttribute('aria-valuetext', words);
  }
}

function clock(seconds) {
  const [hours, minutes, rest] = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(Math.floor);
  const digits = part => String(part).padStart(2, '0');
  return hours ? `${hours}:${digits(minutes)}:${digits(rest)}` : `${minutes}:${digits(rest)}`;
}
