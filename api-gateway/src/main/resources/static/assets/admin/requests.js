/*
 * Requests to the API: <form hx-post="/api/…" hx-ext="api" hx-swap="none">. Fields go as JSON, data-type="number" and "boolean" as
 * such, "instant" (the reader's local time) as an instant, empty ones not at all. After success the form sends the event "done" with the answer, its dialog closes, and
 * what shows the changed things (hx-trigger="changed from:body") comes again; data-goes="/admin/orders/{id}" opens a page.
 * What is wrong is shown beside the fields. data-idempotent: pressed twice, or again after a lost answer, it is done once. A hidden
 * field "version" goes as If-Match: a form that somebody else was faster with shows what is stored by then.
 */
import { text } from './texts.js';
import { calm, complain } from './say.js';
import { clear, show } from './problems.js';
import { catchUp } from './versions.js';

const LOG_IN = '/admin/log-in';

function cookie(name) {
  return document.cookie.split('; ').find(each => each.startsWith(name + '='))?.slice(name.length + 1) ?? '';
}

function valueOf(field, value) {
  switch (field?.dataset?.type) {
    case 'number': return Number(value);
    case 'boolean': return field.type === 'checkbox' ? field.checked : value === 'true';
    case 'instant': return new Date(value).toISOString();
    default: return value;
  }
}

function json(form, parameters) {
  const body = {};
  for (const [name, value] of parameters.entries()) {
    if (value !== '') body[name] = valueOf(form.elements?.[name], value);
  }
  // a box without a tick is not among the parameters
  for (const box of form.querySelectorAll('input[type=checkbox][data-type=boolean]')) body[box.name] = box.checked;
  return JSON.stringify(body);
}

const keys = new Map();

/** The same for each try, until one succeeds. */
function keyOf(path) {
  if (!keys.has(path)) keys.set(path, crypto.randomUUID());
  return keys.get(path);
}

function parsed(xhr) {
  try {
    return JSON.parse(xhr.responseText);
  } catch {
    return {};
  }
}

/** The page asked for before the log-in; never another site's. */
function next(fallback) {
  const asked = new URLSearchParams(location.search).get('next');
  try {
    const url = new URL(asked ?? '', location.origin);
    return url.origin === location.origin && url.pathname.startsWith('/admin') ? url.pathname + url.search : fallback;
  } catch {
    return fallback;
  }
}

const refresh = () => htmx.trigger(document.body, 'changed');

function succeed(element, answer) {
  calm();
  // a list that came again meanwhile has taken the button out of the page
  (element.isConnected ? element : document.body).dispatchEvent(new CustomEvent('done', { detail: answer, bubbles: true }));
  if (element.dataset.goesNext) return location.assign(next(element.dataset.goesNext));
  if (element.dataset.goes) {
    return location.assign(element.dataset.goes.replace(/\{(\w+)}/g, (_, name) => encodeURIComponent(answer[name])));
  }
  element.closest('dialog')?.close();
  element.reset?.();
  refresh();
}

/** Beside what was typed stands what somebody else has stored; with the dialog goes what the page knew before. */
async function compare(form, address, said) {
  try {
    show(form, `${said} ${text('meanwhile.hint')}`, await catchUp(form, address));
  } catch (failure) {
    show(form, failure instanceof TypeError ? text('away') : failure.message, []);
  }
  form.closest('dialog')?.addEventListener('close', refresh, { once: true });
}

function fail(element, xhr, address) {
  if (xhr.status === 401 && location.pathname !== LOG_IN) {
    location.assign(LOG_IN + '?next=' + encodeURIComponent(location.pathname + location.search));
    return;
  }
  const problem = parsed(xhr);
  const said = problem.detail || text(xhr.status ? 'problem' : 'away');
  if (xhr.status === 412 && element.matches('form')) compare(element, address, said);
  else if (!(element.matches('form') && show(element, said, problem.errors ?? []))) complain(said);
}

htmx.defineExtension('api', {
  encodeParameters: (xhr, parameters, element) => json(element, parameters),
});

document.addEventListener('htmx:configRequest', ({ detail }) => {
  detail.headers['X-XSRF-TOKEN'] = cookie('XSRF-TOKEN');
  if (detail.elt.matches('[hx-ext~=api]')) detail.headers['Content-Type'] = detail.headers.Accept = 'application/json';
  else detail.headers.Accept = 'text/html, application/problem+json;q=0.9';
  const { version } = detail.elt.elements ?? {};
  if (version) {
    detail.headers['If-Match'] = `"${version.value}"`;
    delete detail.parameters.version;
  }
  if ('idempotent' in detail.elt.dataset) detail.headers['Idempotency-Key'] = keyOf(detail.path);
});
document.addEventListener('htmx:beforeRequest', ({ target }) => { if (target.matches('form')) clear(target); });
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  if (!detail.successful || !detail.elt.matches('[hx-ext~=api]')) return;
  keys.delete(detail.requestConfig.path);
  succeed(detail.elt, parsed(detail.xhr));
});
document.addEventListener('htmx:responseError', ({ detail }) => fail(detail.elt, detail.xhr, detail.requestConfig.path));
document.addEventListener('htmx:sendError', ({ detail }) => fail(detail.elt, detail.xhr));
