// The draft Latin alphabet of 2021, as crates/kazakh/src/latin_draft.rs writes and folds it.
import { foldText, hasCyrillic } from './fold';
import { table } from './letters';

const LETTERS = table(
  'аa әä бb вv гg ғğ дd еe эe ёio жj зz иi йi кk қq лl мm нn ңñ оo өö пp рr сs тt уu ұū үü фf хh һh цts чtş шş щştş ъ ь ыy іı юiu яia',
);

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
        const latin = LETTERS.get(letter.toLowerCase());
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
