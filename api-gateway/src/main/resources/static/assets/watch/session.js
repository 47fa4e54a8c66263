import * as api from './api.js';
import { forget, keep, token } from './token.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Of a token's life, the last part is for its renewal: half an hour of four. */
const RENEWAL_PART = 8;
/** So often it is tried in that time. */
const RENEWAL_TRIES = 30;
const LOOK = MINUTE;
const LOOK_FOR_FIRST = 10 * SECOND;
const LOOK_AGAIN = 3 * SECOND;
const LOOK_AT_MOST = 5 * SECOND;

/** One customer's stay: which cameras there are, for how long, and that it goes on past the token's end. */
export class Session extends EventTarget {
  #payload = null;
  #renewAt = 0;
  #renewAgain = 0;
  #lookAt = 0;
  #looking = null;
  #lookedAt = 0;
  #over = false;
  #timer = setInterval(() => this.#tick(), SECOND);

  /** Starts with the token at hand; events tell what comes of it. */
  start() {
    return this.look();
  }

  leave() {
    this.#over = true;
    clearInterval(this.#timer);
    forget();
  }

  /** Asks which cameras there are now; whoever was refused a picture calls it too. */
  look() {
    return this.#looking ?? this.#ask(this.#look());
  }

  /** Whoever asks while an answer is on its way gets that one. */
  #ask(answer) {
    this.#looking = answer.finally(() => { this.#looking = null; });
    return this.#looking;
  }

  async #look() {
    const early = this.#lookedAt + LOOK_AT_MOST - Date.now();
    if (early > 0 && this.#payload) await new Promise(done => setTimeout(done, early));
    if (!this.#over) await this.#fetchCameras();
  }

  async #fetchCameras() {
    this.#lookedAt = Date.now();
    try {
      if (!this.#payload) await this.#recognise();
      const cameras = await api.cameras(token(), this.#payload.orderId);
      this.#lookAt = api.now() + LOOK;
      this.#tell('cameras', cameras);
    } catch (refusal) {
      this.#refused(refusal);
    }
  }

  #refused(refusal) {
    if (this.#over) return;
    if (!(refusal instanceof api.Refusal)) throw refusal;
    if (refusal.final) {
      this.leave();
      this.#tell('ended');
    } else if (refusal.status === 404) {
      this.#lookAt = api.now() + LOOK_FOR_FIRST;
      this.#tell('cameras', []);
    } else {
      this.#lookAt = api.now() + LOOK_AGAIN;
      this.#tell('away');
    }
  }

  async #recognise() {
    this.#payload = await api.validate(token());
    const { iat, exp } = this.#payload;
    const spare = (exp - iat) * 1000 / RENEWAL_PART;
    this.#renewAt = exp * 1000 - spare;
    this.#renewAgain = Math.max(spare / RENEWAL_TRIES, SECOND);
  }

  #tick() {
    if (this.#looking || !this.#payload && !this.#lookAt) return;
    const now = api.now();
    if (this.#payload && now >= this.#renewAt) this.#ask(this.#renew());
    else if (now >= this.#lookAt) this.look();
  }

  async #renew() {
    this.#renewAt = api.now() + this.#renewAgain;
    const before = this.#payload.exp;
    try {
      keep((await api.renew(token())).token);
      await this.#recognise();
      // it ends with the access: there is no longer one
      if (this.#payload.exp <= before) this.#renewAt = Infinity;
      await this.#fetchCameras();
    } catch (refusal) {
      if (refusal.final) this.#refused(refusal);
    }
  }

  #tell(type, detail) {
    if (type === 'ended' || !this.#over) this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
