/*
 * <input type="hidden" name="version"> in a form: it is taken only while what it changes has that version. Once somebody else was
 * faster, the form follows: what nobody touched here takes over what is stored now, beside the rest that is shown. The next time
 * it is sent it knows what it overwrites.
 */
import { text } from './texts.js';

const options = field => [...field.options ?? []];
const original = field => options(field).find(each => each.defaultSelected)?.value ?? field.defaultValue;
const inWords = (field, value) => options(field).find(each => each.value === value)?.text || value || '–';
const remark = (field, sentence, value) => ({ field: field.name, message: sentence.replace('%value', () => inWords(field, value)), wrong: false });

function setOriginal(field, value) {
  if ('defaultValue' in field) field.defaultValue = value;
  for (const each of options(field)) each.defaultSelected = each.value === value;
}

/** Brings one field up to what is stored; what is to be said about it, if anything. */
function follow(field, stored) {
  const { value } = field;
  const untouched = value === original(field);
  setOriginal(field, stored);
  if (value === stored) return [];
  field.value = untouched ? stored : value;
  if (field.type === 'hidden') return [];
  return [untouched ? remark(field, text('meanwhile.taken'), value) : remark(field, text('meanwhile.kept'), stored)];
}

/**
 * Reads what is stored now into the form. The remarks about its fields, for who has to look at them before sending it again.
 *
 * @throws {Error} with a sentence for people, when it cannot be read
 */
export async function catchUp(form, address) {
  const answer = await fetch(address, { cache: 'no-store', headers: { Accept: 'application/json' } });
  const stored = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(stored.detail ?? text('problem'));
  return [...form.elements].filter(field => field.name).flatMap(field => follow(field, String(stored[field.name] ?? '')));
}
