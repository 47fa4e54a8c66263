import * as api from './api.js';
import { forget, keep, token } from './token.js';

const MINUTE = 60000;
const RENEW_BEFORE_END = 30 * MINUTE;
const LOOK = MINUTE;
const LOOK_FOR_FIRST = 10000;
const LOOK_AGAIN = 3000;
const LOOK_AT_MOST = 5000;

/** One customer's stay: which cameras there are, for how long, and that it goes on past the token's end. */
export class Session extends EventTarget {
  #payload = null;
  #renewAt = 0;
  #lookAt = 0;
  #looking = null;
  #lookedAt = 0;
  #over = false;
  #timer = setInterval(() => this.#tick(), 1000);

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
    this.#looking ??= this.#look().finally(() => { this.#looking = null; });
    return this.#looking;
  }

  async #look() {
    const early = this.#lookedAt + LOOK_AT_MOST - Date.now();
    if (early > 0 && this.#payload) await new Promise(done => setTimeout(done, early));
    if (this.#over) return;
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
    this.#renewAt = this.#payload.exp * 1000 - RENEW_BEFORE_END;
    // a token that was short from the beginning ends with the access: there is no longer one
    if ((this.#payload.exp - this.#payload.iat) * 1000 <= RENEW_BEFORE_END) this.#renewAt = Infinity;
  }

  #tick() {
    if (this.#looking || !this.#payload && !this.#lookAt) return;
    const now = api.now();
    if (this.#payload && now >= this.#renewAt) this.#renew();
    else if (now >= this.#lookAt) this.look();
  }

  async #renew() {
    this.#renewAt = api.now() + MINUTE;
    const before = this.#payload.exp;
    try {
      keep((await api.renew(token())).token);
      await this.#recognise();
      if (this.#payload.exp <= before) this.#renewAt = Infinity;
      await this.look();
    } catch (refusal) {
      if (refusal.final) this.#refused(refusal);
    }
  }

  #tell(type, detail) {
    if (type === 'ended' || !this.#over) this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
