// Grades typed Kazakh on the device, by the rules of crates/domain/src/learning/grading/spelling.rs.
import { confused, oneChange, several, type AreAlike, type Pair, type Slip } from './difference';
import { foldKazakh, hasCyrillic } from './fold';
import { foldLatin, inScript } from './latin';
import { table } from './letters';
import { likely, sure, type LocalGrade } from './local-grade';

/** The properties of a script that grading needs. */
type Script = {
  areAlike: AreAlike;
  /** Whether a keyboard for another language lacks a letter. */
  isSpecial: (letter: string) => boolean;
};

const CLASSES = table('қк ғг ңн өо ұу үу іи йи әа һх ёе');
const MIXED = ['ыі', 'эе', 'эә', 'яә', 'юү', 'ёө'];
const confusableClass = (letter: string) => CLASSES.get(letter) ?? letter;

const CYRILLIC: Script = {
  areAlike: (one, other) =>
    confusableClass(one) === confusableClass(other) || MIXED.includes(one + other) || MIXED.includes(other + one),
  isSpecial: (letter) => 'әғқңөұүһі'.includes(letter),
};

const PLAIN = table('qk yi ıi ŋn əa');
function plainLatin(letter: string): string {
  const base = letter.normalize('NFD')[0] ?? letter;
  return PLAIN.get(base) ?? base;
}

const LATIN: Script = {
  areAlike: (one, other) => plainLatin(one) === plainLatin(other),
  isSpecial: (letter) => letter > '\u007f',
};

const APOSTROPHES = /['’ʼ`ʹ´]/g;
/** The number of capitals I in an answer that are read in both ways. */
const MAX_CAPITALS = 4;

/** Whether a text has Latin letters, and no letters of another script. */
function isLatin(text: string): boolean {
  const letters = text.normalize('NFC').match(/\p{Alphabetic}/gu) ?? [];
  return letters.length > 0 && letters.every((letter) => /[a-z\u00c0-\u024fəʼʹ\u1e00-\u1eff]/i.test(letter));
}

/** Returns the readings of a Latin text: as it is, and with capitals I for i instead of ı. */
function readings(text: string): string[] {
  let found = [''];
  let capitals = 0;
  for (const letter of text) {
    capitals += letter === 'I' ? 1 : 0;
    const dotted = letter === 'I' && capitals <= MAX_CAPITALS ? found.map((reading) => `${reading}i`) : [];
    found = [...found.map((reading) => reading + letter), ...dotted];
  }
  return found;
}

const joined = (text: string) => text.replace(/[ -]/g, '');

/** Folds a text in either script, in Latin letters. */
const asLatin = (text: string) => foldLatin(hasCyrillic(text) ? inScript(foldKazakh(text)) : text);

/**
 * Grades an answer against the correct spellings, in either script. The device does not know the other words of the
 * language, so it can be sure only of right answers and of slips that the keyboard forces.
 */
export function gradeKazakh(answer: string, accepted: string[], keyboard: Schema.Keyboard): LocalGrade {
  if (!isLatin(answer)) {
    const spellings = accepted.filter((text) => hasCyrillic(text) || !/\p{Alphabetic}/u.test(text));
    // Learners who read Latin letters get the correct answers in Latin. It has one letter for some pairs of Cyrillic ones.
    if (!spellings.length) return likely(accepted.some((text) => asLatin(text) === asLatin(answer)) ? 'SLIP' : 'WRONG');
    return grade(CYRILLIC, foldKazakh(answer), spellings.map(foldKazakh), keyboard);
  }
  const spellings = accepted.map(asLatin);
  const grades = readings(answer.replace(APOSTROPHES, '')).map((text) => grade(LATIN, foldLatin(text), spellings, keyboard));
  const rank = ({ verdict, isSure }: LocalGrade) =>
    verdict === 'CORRECT' ? 3 : verdict === 'SLIP' ? (isSure ? 2 : 1) : 0;
  return grades.reduce((best, each) => (rank(each) > rank(best) ? each : best));
}

function grade(script: Script, answer: string, spellings: string[], keyboard: Schema.Keyboard): LocalGrade {
  if (spellings.some((spelling) => joined(spelling) === joined(answer))) return sure('CORRECT');
  if (keyboard === 'RUSSIAN') {
    for (const spelling of spellings) {
      const pairs = forced(script, [...joined(spelling)], [...joined(answer)]);
      if (pairs) return sure('SLIP', { kind: 'CONFUSED', letters: pairs });
    }
  }
  for (const spelling of spellings) {
    const found = slip(script, [...spelling], [...answer]);
    if (found) return likely('SLIP', found);
  }
  return likely('WRONG');
}

function slip(script: Script, expected: string[], written: string[]): Slip | null {
  return confused(expected, written, script.areAlike, script.isSpecial)
    ?? oneChange(expected, written)
    ?? (script === LATIN ? digraphs(expected, written) : null)
    ?? several(expected, written, script.areAlike);
}

/** Returns the differing letters, if each is the nearest one that a keyboard without the special letters has. */
function forced(script: Script, expected: string[], written: string[]): Pair[] | null {
  if (expected.length !== written.length) return null;
  const pairs = expected
    .map((letter, at) => ({ expected: letter, written: written[at]! }))
    .filter((pair) => pair.expected !== pair.written);
  const isForced = (pair: { expected: string; written: string }) =>
    script.isSpecial(pair.expected) && !script.isSpecial(pair.written) && script.areAlike(pair.expected, pair.written);
  return pairs.every(isForced) ? pairs : null;
}

const DIGRAPHS: Record<string, string> = { sh: 'ş', gh: 'ğ', zh: 'j' };

/** Two Latin letters for one, as in English: shai for şai. */
function digraphs(expected: string[], written: string[]): Slip | null {
  const single: string[] = [];
  const letters: Pair[] = [];
  for (let at = 0; at < written.length; at += 1) {
    const meant = DIGRAPHS[`${written[at]}${written[at + 1] ?? ''}`];
    if (meant && expected[single.length] === meant) {
      letters.push({ expected: meant, written: written[at]! });
      single.push(meant);
      at += 1;
    } else {
      single.push(written[at]!);
    }
  }
  if (!letters.length) return null;
  if (single.join('') !== expected.join('')) {
    const others = confused(expected, single, LATIN.areAlike, LATIN.isSpecial);
    if (!others) return null;
    letters.push(...others.letters);
  }
  return { kind: 'CONFUSED', letters };
}
