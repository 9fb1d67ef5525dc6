// How two texts differ, letter by letter, as crates/domain/src/learning/grading/difference.rs finds it.

export type Pair = { expected: string | null; written: string | null };
export type Slip = { kind: Schema.SlipKind; letters: Pair[] };
/** Whether two letters are easily mixed up. */
export type AreAlike = (one: string, other: string) => boolean;

export const MIN_LETTERS = 5;
const MIN_LETTERS_TO_REPLACE = 6;
const MIN_LETTERS_FOR_TWO = 8;
const MAX_PAIRS = 6;

type Letters = readonly string[];

const equal = (one: Letters, other: Letters) =>
  one.length === other.length && one.every((letter, at) => letter === other[at]);

function withoutCommonStart(one: Letters, other: Letters): [Letters, Letters] {
  let same = 0;
  while (same < one.length && same < other.length && one[same] === other[same]) same += 1;
  return [one.slice(same), other.slice(same)];
}

/** Letters replaced by ones that are easily mixed up with them. */
export function confused(
  expected: Letters, written: Letters, areAlike: AreAlike, isSpecial: (letter: string) => boolean,
): Slip | null {
  if (expected.length !== written.length) return null;
  const letters = expected
    .map((letter, at) => ({ expected: letter, written: written[at]! }))
    .filter((pair) => pair.expected !== pair.written);
  const alike = letters.every((pair) => areAlike(pair.expected, pair.written));
  const few = letters.length * 2 <= Math.max(expected.length, 2);
  const plain = !letters.some((pair) => isSpecial(pair.written));
  return letters.length && alike && (few || plain) ? { kind: 'CONFUSED', letters } : null;
}

/** One letter that is missing or too many, or two neighbours that are swapped. */
export function oneEdit(expected: Letters, written: Letters): Slip | null {
  const [e, w] = withoutCommonStart(expected, written);
  if (e.length && equal(e.slice(1), w)) return { kind: 'MISSING', letters: [{ expected: e[0]!, written: null }] };
  if (w.length && equal(e, w.slice(1))) return { kind: 'EXTRA', letters: [{ expected: null, written: w[0]! }] };
  const swapped = e.length > 1 && w.length > 1 && e[0] === w[1] && e[1] === w[0] && equal(e.slice(2), w.slice(2));
  return swapped ? { kind: 'SWAPPED', letters: [{ expected: e[0]!, written: e[1]! }] } : null;
}

/** One letter in the place of another. */
export function oneSubstitution(expected: Letters, written: Letters): Pair | null {
  const [e, w] = withoutCommonStart(expected, written);
  return e.length && w.length && equal(e.slice(1), w.slice(1)) ? { expected: e[0]!, written: w[0]! } : null;
}

/** One change of a letter. In a short word, it too often makes another word. */
export function oneChange(expected: Letters, written: Letters): Slip | null {
  const words = (letters: Letters) => letters.join('').split(' ').length;
  if (expected.length < MIN_LETTERS || words(expected) !== words(written)) return null;
  const edit = oneEdit(expected, written);
  if (edit) return edit;
  const pair = oneSubstitution(expected, written);
  return pair && expected.length >= MIN_LETTERS_TO_REPLACE ? { kind: 'CONFUSED', letters: [pair] } : null;
}

/** Several slips in one word. */
export function several(expected: Letters, written: Letters, areAlike: AreAlike): Slip | null {
  if (expected.length < MIN_LETTERS) return null;
  const edits = expected.length >= MIN_LETTERS_FOR_TWO ? 2 : 1;
  if (Math.abs(expected.length - written.length) > edits) return null;
  const mayReplace = expected.length >= MIN_LETTERS_TO_REPLACE;
  for (let count = 1; count <= edits; count += 1) {
    const letters = pairs(expected, written, count, MAX_PAIRS, areAlike, mayReplace);
    if (letters) return { kind: 'SEVERAL', letters };
  }
  return null;
}

function pairs(
  expected: Letters, written: Letters, edits: number, most: number, areAlike: AreAlike, mayReplace: boolean,
): Pair[] | null {
  const [e, w] = withoutCommonStart(expected, written);
  if (!e.length && !w.length) return [];
  if (most === 0) return null;
  const goOn = (pair: Pair, e: Letters, w: Letters, edits: number): Pair[] | null => {
    if (pair.expected === ' ' || pair.written === ' ') return null;
    const rest = pairs(e, w, edits, most - 1, areAlike, mayReplace);
    return rest && [pair, ...rest];
  };
  const [a, b] = e;
  const [c, d] = w;
  if (a !== undefined && c !== undefined && areAlike(a, c)) {
    const alike = goOn({ expected: a, written: c }, e.slice(1), w.slice(1), edits);
    if (alike) return alike;
  }
  if (edits === 0) return null;
  const left = edits - 1;
  let found: Pair[] | null = null;
  if (a !== undefined && b !== undefined && a === d && b === c) {
    found = goOn({ expected: a, written: b }, e.slice(2), w.slice(2), left);
  }
  if (!found && a !== undefined) found = goOn({ expected: a, written: null }, e.slice(1), w, left);
  if (!found && c !== undefined) found = goOn({ expected: null, written: c }, e, w.slice(1), left);
  if (!found && mayReplace && a !== undefined && c !== undefined) {
    found = goOn({ expected: a, written: c }, e.slice(1), w.slice(1), left);
  }
  return found;
}
