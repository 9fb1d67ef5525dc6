// Grades typed meanings on the device, by the rules of crates/domain/src/learning/grading/meaning. The service alone
// recognizes other forms of a meaning, and other words of its language.
import { confused, MIN_LETTERS, oneEdit, oneSubstitution, type Slip } from './difference';
import { foldText } from './fold';
import { rewritten, table } from './letters';
import { likely, sure, type LocalGrade } from './local-grade';

type Meaning = { language: string; text: string };

/** The number of parts in parentheses that may be left out one by one. */
const MAX_OPTIONAL = 4;
/** The number of meanings that an answer may list, and the separators between them. */
const MAX_PARTS = 8;
const BETWEEN = /[,;/،、，；／]/;
const OR = / (?:или|or|oder|veya|yoki|або) /i;
/** What separates several meanings in one. */
const BETWEEN_ACCEPTED = /[;；、]/;

const primary = (language: string) => language.split('-')[0] ?? language;

const CONTRACTIONS = new Map(Object.entries({
  "can't": 'can not', cant: 'can not', cannot: 'can not', "won't": 'will not', "let's": 'let us', "i'm": 'i am',
  im: 'i am', ive: 'i have', dont: 'do not', doesnt: 'does not', isnt: 'is not', youre: 'you are',
  theyre: 'they are', thats: 'that is', whats: 'what is',
}));
const ENDINGS: [string, string][] = [
  ["n't", ' not'], ["'m", ' am'], ["'re", ' are'], ["'ll", ' will'], ["'ve", ' have'], ["'d", ' would'],
];
const WITH_IS = new Set('it he she that this there here what who where how when'.split(' '));

function spellOutContractions(text: string): string {
  return text
    .split(' ')
    .map((original) => {
      const word = original.replace(/[’ʼ`]/g, "'");
      const whole = CONTRACTIONS.get(word.replace(/^[^\p{Alphabetic}\p{N}]+|[^\p{Alphabetic}\p{N}]+$/gu, ''));
      if (whole) return whole;
      for (const [ending, spelledOut] of ENDINGS) {
        if (word.endsWith(ending)) return word.slice(0, -ending.length) + spelledOut;
      }
      const stem = word.slice(0, -2);
      return word.endsWith("'s") && WITH_IS.has(stem) ? `${stem} is` : word;
    })
    .join(' ');
}

const ARTICLES: Record<string, string> = {
  de: 'der die das den dem des ein eine einen einem einer eines zu',
  fr: 'le la les l un une des du',
  es: 'el la los las un una unos unas',
  it: 'il lo la i gli le l un uno una',
  pt: 'o a os as um uma uns umas',
  nl: 'de het een',
};

function withoutArticles(folded: string, language: string): string {
  const words = folded.split(' ').filter(Boolean);
  let significant: string[];
  if (language === 'en') {
    significant = words.filter((word) => !['a', 'an', 'the'].includes(word));
    const particles = significant.findIndex((word) => word !== 'to');
    if (particles > 0) significant = significant.slice(particles);
  } else {
    const articles = (ARTICLES[language] ?? '').split(' ');
    const first = words.findIndex((word) => !articles.includes(word));
    significant = first < 0 ? [] : words.slice(first);
  }
  return (significant.length ? significant : words).join(' ');
}

// Letters of the two scripts that look alike: the Cyrillic one and the Latin one. The service also knows rarer ones.
const TO_LATIN = table(
  'аa еe оo рp сc хx уy іi јj ѕs һh әə ԛq ԝw кk мm тt АA ВB ЕE КK МM НH ОO РP СC ТT ХX УY ІI ЈJ ЅS Һh ӘƏ',
);
/** The first letter of each look-alike wins. */
const TO_CYRILLIC = new Map([...TO_LATIN].reverse().map(([cyrillic, latin]) => [latin, cyrillic]));
const WRITTEN_IN_CYRILLIC = new Set('ru uk tt kk ky be bg tg mn ba cv'.split(' '));
const WRITTEN_IN_LATIN = new Set('en de tr az fr es it pt nl pl'.split(' '));

/** Replaces the letters of the wrong script in words that mix Cyrillic and Latin letters. */
function unifyScripts(text: string, language: string): string {
  return text.replace(/\S+/g, (word) => {
    const cyrillic = word.match(/[\u0400-\u052f]/g)?.length ?? 0;
    const latin = word.match(/[a-z\u00c0-\u024fə]/gi)?.length ?? 0;
    if (!cyrillic || !latin) return word;
    const isCyrillic = WRITTEN_IN_CYRILLIC.has(language) || !WRITTEN_IN_LATIN.has(language) && cyrillic >= latin;
    return rewritten(word, isCyrillic ? TO_CYRILLIC : TO_LATIN);
  });
}

// The Cyrillic letters of languages whose meanings are in another script, each before what is written for it.
const UYGHUR = table(
  'аا әە бب вۋ гگ ғغ дد еې эې жژ җج зز иى ыى йي кك қق лل мم нن ңڭ оو өۆ пپ рر сس цس тت уۇ үۈ фف хخ һھ чچ шش щش ёيو юيۇ яيا ъ ь',
);
const UZBEK = table(
  'аa бb вv гg ғg дd еe эe жj зz иi йy кk лl мm нn оo ўo пp рr сs тt уu фf хx қq ҳh ёyo цts чch шsh юyu яya ъ ь',
);
/** A word of both scripts, of which only the service knows all look-alikes. */
const MIXED = /[\u0400-\u052f]\S*[a-z\u00c0-\u024fə]|[a-z\u00c0-\u024fə]\S*[\u0400-\u052f]/i;
const hasOnly = (text: string, letters: Map<string, string>) =>
  !MIXED.test(text) && (text.match(/[\u0400-\u052f]/g) ?? []).every((letter) => letters.has(letter));

const UNIFIED = table('ёе يی ىی كک ھە هە ہە ةە ۀە');

/** How often folding is repeated at most. A rule may remove what kept another rule from applying. */
const MAX_REPEATS = 4;

/** Normalizes a meaning for comparison. */
function foldMeaning(text: string, tag: string): string {
  let folded = foldOnce(text, primary(tag));
  for (let left = MAX_REPEATS; left > 0; left -= 1) {
    const again = foldOnce(folded, primary(tag));
    if (again === folded) break;
    folded = again;
  }
  return folded;
}

function foldOnce(text: string, language: string): string {
  const turkish = language === 'tr' || language === 'az';
  let letters = unifyScripts(text.normalize('NFKC'), language);
  if (turkish) letters = letters.replace(/[Iİ]/g, (letter) => (letter === 'I' ? 'ı' : 'i'));
  letters = [...letters].map((letter) => letter.toLowerCase()).join('');
  if (language === 'en') letters = spellOutContractions(letters);
  if (language === 'fr' || language === 'it') letters = letters.replace(/['’]/g, ' ');
  if (language === 'tr') letters = letters.replace(/[âîû]/g, (letter) => letter.normalize('NFD')[0]!);
  if (language === 'ug' && hasOnly(letters, UYGHUR)) letters = rewritten(letters.replace(/ئ/g, ''), UYGHUR);
  // е at the beginning of a word and after a vowel is ye.
  if (language === 'uz' && hasOnly(letters, UZBEK)) {
    const isAfterConsonant = (text: string, at: number) => /[^аеёиоуўэюя\P{L}]/u.test(text[at - 1] ?? '');
    const written = letters.replace(/е/g, (letter, at: number, text: string) => (isAfterConsonant(text, at) ? letter : 'ye'));
    letters = rewritten(written, UZBEK);
  }
  letters = rewritten(letters, UNIFIED)
    .replace(/['’‘ʼʻ`\u0640\u064b-\u065f\u0670\u200c\u200d]/g, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
  // Once more: a capital and its small letter look like different letters.
  let folded = unifyScripts(foldText(letters).replace(/-/g, ' '), language);
  if (language === 'de') folded = folded.replace(/ß/g, 'ss');
  return withoutArticles(folded, language);
}

const meaningKey = (text: string, language: string) => foldMeaning(text, language).replace(/ /g, '');

/** Returns a text with each combination of its parts in parentheses. */
function withoutOptional(text: string): string[] {
  let found = [''];
  let rest = text;
  for (let optional = 1; ; optional += 1) {
    const parts = /^([^(（]*)[(（]([^)）]*)[)）](.*)$/su.exec(rest);
    if (!parts) break;
    const [, before = '', inner = '', after = ''] = parts;
    const inside = found.map((start) => start + before + inner);
    found = found.map((start) => start + before);
    if (optional <= MAX_OPTIONAL) found = [...found, ...inside];
    rest = after;
  }
  return found.map((start) => start + rest);
}

/** Returns the texts that are right for a meaning, folded. */
function spellings({ language, text }: Meaning): Meaning[] {
  const found = [text, ...text.split(BETWEEN_ACCEPTED)]
    .flatMap(withoutOptional)
    .map((each) => foldMeaning(each, language))
    .filter(Boolean);
  if (primary(language) === 'de') {
    found.push(...found.map((each) => each.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue')));
  }
  return found.map((each) => ({ language, text: each }));
}

/** Grades an answer against the accepted meanings. */
export function gradeMeaning(answer: string, accepted: Meaning[], blocked: Meaning[]): LocalGrade {
  const isBlocked = (answer: string) =>
    withoutOptional(answer).some((text) =>
      blocked.some((meaning) => meaning.text && meaningKey(meaning.text, meaning.language) === meaningKey(text, meaning.language)));
  if (!foldMeaning(answer, 'und')) return sure('WRONG');
  if (isBlocked(answer)) return likely('WRONG');
  const right = accepted.flatMap(spellings);
  // With or without what the answer explains in parentheses.
  const isRight = (answer: string) =>
    withoutOptional(answer).some((text) =>
      right.some((meaning) => {
        const key = meaningKey(text, meaning.language);
        return key !== '' && key === meaning.text.replace(/ /g, '');
      }));
  const parts = answer.split(BETWEEN).flatMap((part) => ` ${part} `.split(OR)).filter((part) => part.trim());
  if (isRight(answer) || (parts.length > 0 && parts.length <= MAX_PARTS && parts.every((part) => isRight(part) && !isBlocked(part)))) return sure('CORRECT');
  for (const meaning of right) {
    const written = foldMeaning(answer, meaning.language);
    const found = slip(meaning.text, written);
    if (found) return likely('SLIP', mayBeForms(meaning, written) || MIXED.test(written) ? null : found);
  }
  return likely('WRONG');
}

const PLAIN = table('ıi əa øo łl қк ғг ңн өо ұу үу іи әа һх җж єе ґг');
function plain(letter: string): string {
  const base = letter.normalize('NFD')[0] ?? letter;
  return PLAIN.get(base) ?? base;
}

/** Whether keyboards for another language type one letter for the other. Azerbaijani ə is typed as a or as e. */
const areAlike = (one: string, other: string) => plain(one) === plain(other) || ['əe', 'eə'].includes(one + other);

/** The languages in which the service knows forms of words that differ in the last letter alone. */
const WITH_FORMS = new Set('ru uk en de'.split(' '));

/** Whether the answer may be another form of a meaning. Only the service knows that. */
function mayBeForms({ language, text }: Meaning, written: string) {
  const [one, other] = [text.split(' '), written.split(' ')];
  return WITH_FORMS.has(primary(language)) && one.length === other.length
    && one.every((word, at) => differInLastLetter(word, other[at]!));
}

const differInLastLetter = (one: string, other: string) =>
  one.slice(0, -1) === other.slice(0, -1) || one === other.slice(0, -1) || one.slice(0, -1) === other;

/** Finds the slip, if the answer differs in one word, or joins or splits words. */
function slip(expected: string, written: string): Slip | null {
  const [one, other] = [expected.split(' '), written.split(' ')];
  if (one.length !== other.length) return slipInWord(expected.replace(/ /g, ''), written.replace(/ /g, ''));
  const different = one.map((word, at) => [word, other[at]!] as const).filter(([a, b]) => a !== b);
  return different.length === 1 ? slipInWord(...different[0]!) : null;
}

function slipInWord(expected: string, written: string): Slip | null {
  const [e, w] = [[...expected], [...written]];
  // A syllable of Hangul and a Chinese character are more than a letter.
  if (e.some((letter) => letter >= '\u3040')) return null;
  const areMarked = confused(e, w, areAlike, (letter) => plain(letter) !== letter);
  if (areMarked) return areMarked;
  if (e.length < MIN_LETTERS) return null;
  const pair = oneSubstitution(e, w);
  return oneEdit(e, w) ?? (pair && { kind: 'CONFUSED', letters: [pair] });
}
