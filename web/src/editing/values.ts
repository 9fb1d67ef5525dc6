// The values of a form: reads them from what the service returns, converts them to what it accepts, and joins two
// versions.
import { dateProblem, type DateProblem } from './edtf';
import { LANGUAGES, type Field, type Reference, type Texts, type Value, type Values } from './fields';

const NO_TEXTS: Texts = { kk: '', ru: '', en: '' };

/** Values that a new item or record begins with. */
const DEFAULTS: Record<string, string> = { timeZone: 'Asia/Almaty', durationMinutes: '60', country: 'KZ', status: 'ACTIVE' };

export function emptyValue(field: Field): Value {
  switch (field.type) {
    case 'flag': return false;
    case 'texts': return NO_TEXTS;
    case 'reference': return null;
    case 'list': return [];
    case 'group': return emptyValues(field.fields);
    default: return '';
  }
}

/** An empty item or record. A list that needs an item begins with one. */
export const emptyValues = (fields: Field[]): Values =>
  Object.fromEntries(fields.map((field) => [field.name, field.isRequired ? firstValue(field) : emptyValue(field)]));

const firstValue = (field: Field): Value =>
  field.type === 'list' && !field.isChecked ? [emptyValues(field.fields)] : DEFAULTS[field.name] ?? emptyValue(field);

export function isEmpty(field: Field, value: Value): boolean {
  switch (field.type) {
    case 'texts': return LANGUAGES.every((language) => !(value as Texts)[language].trim());
    case 'list': return (value as Values[]).length === 0;
    case 'group': {
      const first = emptyValues(field.fields);
      return field.fields.every((part) => {
        const now = (value as Values)[part.name] ?? emptyValue(part);
        return isEmpty(part, now) || isSame(now, first[part.name]);
      });
    }
    case 'flag': return false;
    case 'reference': return value === null;
    default: return !(value as string).trim();
  }
}

type Loaded = Record<string, unknown>;

/** The values of the fields of an object that the service has returned. */
export const loadedValues = (fields: Field[], object: Loaded): Values =>
  Object.fromEntries(fields.map((field) => [field.name, loadedValue(field, object[field.name])]));

function loadedValue(field: Field, loaded: unknown): Value {
  if (loaded === null || loaded === undefined) return emptyValue(field);
  switch (field.type) {
    case 'texts': {
      const texts = (loaded as { language: string; text: string }[]).map(({ language, text }) => [language.toLowerCase(), text]);
      return { ...NO_TEXTS, ...Object.fromEntries(texts) } as Texts;
    }
    // The service also returns the days that a date can mean.
    case 'date': return typeof loaded === 'string' ? loaded : (loaded as { edtf: string }).edtf;
    case 'moment':
    case 'time': return (loaded as string).replace(/:00$/, '');
    case 'reference': {
      const { id, name } = loaded as Reference;
      return { id, name };
    }
    case 'flag': return loaded as boolean;
    case 'group': return loadedValues(field.fields, loaded as Loaded);
    case 'list': {
      const item = (each: unknown) => loadedValues(field.fields, field.isBare ? { [field.fields[0]!.name]: each } : (each as Loaded));
      return (loaded as unknown[]).map(item);
    }
    default: return String(loaded);
  }
}

/** The values that go to the service: all fields, for a new record and for the items of lists. */
const inputOf = (fields: Field[], values: Values): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field.name, inputValue(field, values[field.name] ?? emptyValue(field))]));

function inputValue(field: Field, value: Value): unknown {
  if (field.type === 'list') {
    const items = (value as Values[]).map((item) => inputOf(field.fields, item));
    return field.isBare ? items.map((item) => item[field.fields[0]!.name]) : items;
  }
  if (isEmpty(field, value)) return null;
  switch (field.type) {
    case 'texts': return Object.fromEntries(LANGUAGES.map((language) => [language, (value as Texts)[language].trim() || null]));
    case 'number': return Number((value as string).replace(',', '.'));
    case 'reference': return (value as Reference).id;
    case 'group': return inputOf(field.fields, value as Values);
    case 'flag': return value;
    default: return (value as string).trim();
  }
}

/**
 * The input for a new record: the filled-in fields. A statement without a source of its own gets the sources of the
 * record.
 */
export function newRecord(fields: Field[], values: Values) {
  const input = inputOf(fields.filter((field) => !isEmpty(field, values[field.name] ?? emptyValue(field))), values);
  for (const field of fields) {
    if (!('fields' in field) || !field.fields.some(({ name }) => name === 'citations')) continue;
    for (const statement of [input[field.name]].flat() as ({ citations?: unknown[] } | undefined)[]) {
      if (statement && !statement.citations?.length) statement.citations = input.citations as unknown[];
    }
  }
  return input;
}

/** References are the same whatever the language of their names. */
const withoutNames = (_: string, value: unknown) => (isReference(value) ? value.id : value);

const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value;

export const isSame = (one: Value | undefined, other: Value | undefined) =>
  JSON.stringify(one, withoutNames) === JSON.stringify(other, withoutNames);

/** The input for a change: the fields that differ, and of texts only the languages that differ. */
export function changes(fields: Field[], before: Values, after: Values) {
  const changed = fields.filter(({ name }) => !isSame(before[name], after[name]));
  const input = inputOf(changed, after);
  for (const { name, type } of changed) {
    const [old, now] = [before[name] as Texts, input[name] as Record<string, string | null> | null];
    if (type !== 'texts' || !now) continue;
    for (const language of LANGUAGES) if (old[language] === (after[name] as Texts)[language]) delete now[language];
  }
  return input;
}

/** The problems that prevent saving, by the path of the field. */
type Problems = Record<string, DateProblem | 'REQUIRED' | 'NOT_A_NUMBER' | 'NOT_AN_INTEGER'>;

/** Finds the problems of a form without asking the service. */
export function problemsOf(fields: Field[], values: Values, path = ''): Problems {
  const found: Problems = {};
  for (const field of fields) {
    const at = path + field.name;
    const value = values[field.name] ?? emptyValue(field);
    if (isEmpty(field, value)) {
      if (field.isRequired) found[at] = 'REQUIRED';
      continue;
    }
    if (field.type === 'date') {
      const problem = dateProblem((value as string).trim(), field.allowsInterval ?? false);
      if (problem) found[at] = problem;
    } else if (field.type === 'number') {
      const isNumber = field.isDecimal ? /^-?\d{1,15}([.,]\d{1,9})?$/ : /^-?\d{1,9}$/;
      if (!isNumber.test((value as string).trim())) found[at] = field.isDecimal ? 'NOT_A_NUMBER' : 'NOT_AN_INTEGER';
    } else if (field.type === 'group') {
      Object.assign(found, problemsOf(field.fields, value as Values, `${at}.`));
    } else if (field.type === 'list') {
      (value as Values[]).forEach((item, index) => Object.assign(found, problemsOf(field.fields, item, `${at}.${index}.`)));
    }
  }
  return found;
}

/** A value that two editors have changed differently; of a text, the value in one language. */
export type Clash = { field: Field; language: keyof Texts | null; mine: Value; theirs: Value };

/** Joins two changes of the same values. Where only one side has changed something, that side counts. */
export function merge(fields: Field[], before: Values, mine: Values, theirs: Values): { merged: Values; clashes: Clash[] } {
  const merged: Values = {};
  const clashes: Clash[] = [];
  for (const field of fields) {
    const [old, my, their] = [before, mine, theirs].map((values) => values[field.name] ?? emptyValue(field)) as [Value, Value, Value];
    if (field.type === 'texts') {
      const texts = { ...(their as Texts) };
      for (const language of LANGUAGES) {
        const [was, one, other] = [old, my, their].map((value) => (value as Texts)[language]) as [string, string, string];
        if (one !== was) texts[language] = one;
        if (one !== was && other !== was && one !== other) clashes.push({ field, language, mine: one, theirs: other });
      }
      merged[field.name] = texts;
    } else {
      const isMine = !isSame(my, old);
      merged[field.name] = isMine ? my : their;
      if (isMine && !isSame(their, old) && !isSame(my, their)) clashes.push({ field, language: null, mine: my, theirs: their });
    }
  }
  return { merged, clashes };
}
