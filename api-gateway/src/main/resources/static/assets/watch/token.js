/** The customer's token: survives a reload, ends with the tab. */
const KEY = 'live-stream-token';
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

let kept = null;

export function token() {
  // a frame on another site may have no storage
  try { return sessionStorage.getItem(KEY) ?? kept; } catch { return kept; }
}

export function keep(value) {
  kept = value;
  try { sessionStorage.setItem(KEY, value); } catch { /* kept until the page is left */ }
}

export function forget() {
  kept = null;
  try { sessionStorage.removeItem(KEY); } catch { /* was never there */ }
}

/** A token that came as ?token=…, #token=… or #…: it leaves the address bar and the history at once. */
export function takeFromAddress() {
  const address = new URL(location.href);
  const fragment = address.hash.slice(1);
  const given = address.searchParams.get('token') ?? new URLSearchParams(fragment).get('token') ?? fragment;
  if (!address.searchParams.has('token') && !fragment) return;
  address.searchParams.delete('token');
  address.hash = '';
  history.replaceState(null, '', address.pathname + address.search);
  if (JWT.test(given)) keep(given);
}
