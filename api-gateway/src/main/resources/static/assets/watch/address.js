const PATH = /^\/hls\/_\/([^/]+)(\/.*)$/;

/**
 * Address of a playlist, of a camera or of a recording. Its token is or becomes a part of the path of whatever the
 * playlist lists; when there is a new token, addresses made with an old one are mended on their way out, and the player
 * notices nothing.
 */
export class Address {
  #url;
  #token;
  #old = new Set();

  constructor(url) {
    this.#url = url;
    this.#token = tokenOf(url);
  }

  /** The camera's name in the path, the same under every token. */
  static camera(url) {
    return new URL(url, location.href).pathname;
  }

  get url() {
    return this.#url;
  }

  renew(url) {
    const token = tokenOf(url);
    if (token === this.#token) return;
    this.#old.add(this.#token);
    this.#old.delete(token);
    this.#url = url;
    this.#token = token;
  }

  /** The same address under the present token; one under a token of somebody else's stays as it is. */
  current(address) {
    const url = new URL(address, location.href);
    const path = PATH.exec(url.pathname);
    if (path && this.#old.has(path[1])) url.pathname = '/hls/_/' + this.#token + path[2];
    if (this.#old.has(url.searchParams.get('token'))) url.searchParams.set('token', this.#token);
    return url.href;
  }
}

function tokenOf(address) {
  const url = new URL(address, location.href);
  return url.searchParams.get('token') ?? PATH.exec(url.pathname)?.[1] ?? null;
}
