// Normalizes typed text for comparison, as crates/kazakh/src/fold.rs does.
import { table, rewritten } from './letters';

const LOOK_ALIKES = table(
  'aа Aа Bв cс Cс eе Eе hһ Hн iі Iі їі Їі kк Kк mм Mм oо Oо pр Pр tт Tт xх Xх yу Yү əә Əә ɵө Ɵө ҡқ Ҡқ ӄқ Ӄқ ҥң Ҥң ӊң Ӊң ӈң Ӈң',
);

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
  return rewritten(foldText(rewritten(text.normalize('NFC'), LOOK_ALIKES)), LOOK_ALIKES);
}
