// Normalizes typed text for comparison, as crates/kazakh/src/fold.rs does.

const LOOK_ALIKES: Record<string, string> = {
  a: 'а', A: 'а', B: 'в', c: 'с', C: 'с', e: 'е', E: 'е', h: 'һ', H: 'н', i: 'і', I: 'і', ї: 'і', Ї: 'і', k: 'к',
  K: 'к', m: 'м', M: 'м', o: 'о', O: 'о', p: 'р', P: 'р', t: 'т', T: 'т', x: 'х', X: 'х', y: 'у', Y: 'ү', ə: 'ә',
  Ə: 'ә', ɵ: 'ө', Ɵ: 'ө', ҡ: 'қ', Ҡ: 'қ', ӄ: 'қ', Ӄ: 'қ', ҥ: 'ң', Ҥ: 'ң', ӊ: 'ң', Ӊ: 'ң', ӈ: 'ң', Ӈ: 'ң',
};

export const hasCyrillic = (text: string) => /[\u0400-\u052f]/.test(text);

/** NFC, lower case, one space between words, and no punctuation except hyphens inside words. */
export function foldText(text: string): string {
  const letters = [...text.normalize('NFC')].map((letter) => letter.toLowerCase()).join('');
  return letters
    .replace(/[-\u2010-\u2014\u2212]/g, '-')
    .replace(/\s/g, ' ')
    .replace(/[^\p{Alphabetic}\p{N} -]/gu, '')
    .split(' ')
    .map((word) => word.replace(/^-+|-+$/g, ''))
    .filter(Boolean)
    .join(' ')
    // Composed again: what stood between a letter and its mark is gone.
    .normalize('NFC');
}

/** Also replaces look-alikes by Kazakh letters, in text that has Cyrillic letters. */
export function foldKazakh(text: string): string {
  if (!hasCyrillic(text)) return foldText(text);
  const asSeen = (text: string) => [...text].map((letter) => LOOK_ALIKES[letter] ?? letter).join('');
  return asSeen(foldText(asSeen(text.normalize('NFC'))));
}
