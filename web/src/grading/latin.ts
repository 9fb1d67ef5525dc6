// The draft Latin alphabet of 2021, as crates/kazakh/src/latin_draft.rs writes and folds it.
import { foldText, hasCyrillic } from './fold';

const LETTERS: Record<string, string> = {
  а: 'a', ә: 'ä', б: 'b', в: 'v', г: 'g', ғ: 'ğ', д: 'd', е: 'e', э: 'e', ё: 'io', ж: 'j', з: 'z', и: 'i', й: 'i',
  к: 'k', қ: 'q', л: 'l', м: 'm', н: 'n', ң: 'ñ', о: 'o', ө: 'ö', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ұ: 'ū',
  ү: 'ü', ф: 'f', х: 'h', һ: 'h', ц: 'ts', ч: 'tş', ш: 'ş', щ: 'ştş', ъ: '', ь: '', ы: 'y', і: 'ı', ю: 'iu', я: 'ia',
};

/** As in Turkish, the capital of i is İ and the capital of ı is I. */
const capital = (letter: string) => (letter === 'i' ? 'İ' : letter === 'ı' ? 'I' : letter.toUpperCase());

const isUpper = (letter: string) => /\p{Lu}/u.test(letter);

/** Writes Kazakh, given in Cyrillic, in Latin letters. */
export function inScript(text: string): string {
  if (!hasCyrillic(text)) return text;
  return text.normalize('NFC').replace(/[\p{Alphabetic}\p{N}]+/gu, (word) => {
    const letters = [...word];
    const allCapitals = letters.length > 1 && !/\p{Lowercase}/u.test(word);
    return letters
      .map((letter) => {
        const latin = LETTERS[letter.toLowerCase()];
        if (latin === undefined) return letter;
        if (!isUpper(letter)) return latin;
        return [...latin].map((each, at) => (at === 0 || allCapitals ? capital(each) : each)).join('');
      })
      .join('');
  });
}

/** Folds a text in Latin letters, with I for the capital of ı. */
export const foldLatin = (text: string) =>
  foldText(text.normalize('NFC').replace(/[Iİ]/g, (letter) => (letter === 'I' ? 'ı' : 'i')));
