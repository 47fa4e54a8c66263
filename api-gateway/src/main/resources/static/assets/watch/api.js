/** The calls of a customer. */
const BASE = '/api/live-stream/';
const PATIENCE_MS = 15000;

/** How much the server's clock is ahead of this one's. */
let aheadMs = 0;

/** The server's time in milliseconds. */
export const now = () => Date.now() + aheadMs;

/** An answer that is no success; status 0 when there was none at all. */
export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }

  /** The access does not hold, or no longer. */
  get final() {
    return this.status === 401 || this.status === 403;
  }
}

async function call(path, token, options = {}) {
  const headers = token ? { Authorization: 'Bearer ' + token } : {};
  if (options.body) headers['Content-Type'] = 'application/json';
  let response;
  let body;
  try {
    response = await fetch(BASE + path, {
      ...options, headers, credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS),
    });
    body = await response.json();
  } catch {
    throw new Refusal(response && !response.ok ? response.status : 0, '');
  }
  const date = Date.parse(response.headers.get('Date'));
  // the header counts whole seconds
  if (date) aheadMs = Math.abs(date + 500 - Date.now()) < 1500 ? 0 : date + 500 - Date.now();
  if (!response.ok) throw new Refusal(response.status, body.error ?? body.detail ?? '');
  return body;
}

export const authenticate = (login, password) =>
  call('authenticate', null, { method: 'POST', body: JSON.stringify({ login, password }) });

export const validate = token => call('validate-token', token).then(answer => answer.payload);

export const cameras = (token, orderId) =>
  call('url?orderId=' + encodeURIComponent(orderId), token).then(answer => answer.cameras);

export const recordings = token => call('recordings', token);

export const renew = token => call('renew', token, { method: 'POST' });
