// The three languages of the app. `kk.ts` defines which texts there are; the compiler finds one that is missing from
// another dictionary.
import { State } from '../state';
import type { AccountDictionary } from './account/kk';
import type { ClubDictionary } from './clubs/kk';
import type { EditorDictionary } from './editor/editor-kk';
import type { Dictionary } from './kk';

export type Language = 'kk' | 'ru' | 'en';
export const LANGUAGES: Record<Language, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

const KEY = 'language';

function initial(): Language {
  const known = (tag: string | null): tag is Language => tag !== null && tag in LANGUAGES;
  const chosen = localStorage.getItem(KEY);
  if (known(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(known) ?? 'kk';
}

export const language = new State(initial());

/** The loaders of the texts that were loaded. They load them again when the language changes. */
const used = new Set<(of: Language) => Promise<void>>();

type Dictionaries<Texts> = Record<Language, () => Promise<{ dictionary: Texts }>>;

/** Makes a function that loads texts in a language, and passes them to `set`. */
function loader<Texts>(dictionaries: Dictionaries<Texts>, set: (texts: Texts) => void) {
  const load = async (of: Language = language.value) => {
    set((await dictionaries[of]()).dictionary);
    used.add(load);
  };
  return load;
}

/** The texts of the current language. */
export let t: Dictionary;

/** Loads the texts of the current language. */
const loadTexts = loader<Dictionary>(
  { kk: () => import('./kk'), ru: () => import('./ru'), en: () => import('./en') },
  (texts) => { t = texts; },
);

/** The texts of the screens about clubs and imported lists, once one of them was opened. */
export let clubTexts: ClubDictionary;

export const loadClubTexts = loader<ClubDictionary>(
  { kk: () => import('./clubs/kk'), ru: () => import('./clubs/ru'), en: () => import('./clubs/en') },
  (texts) => { clubTexts = texts; },
);

/** The texts of the screens about accounts, once one of them was opened. */
export let accountTexts: AccountDictionary;

export const loadAccountTexts = loader<AccountDictionary>(
  { kk: () => import('./account/kk'), ru: () => import('./account/ru'), en: () => import('./account/en') },
  (texts) => { accountTexts = texts; },
);

/** The texts of the editors' screens, once one of them was opened. */
export let editorTexts: EditorDictionary;

export const loadEditorTexts = loader<EditorDictionary>(
  { kk: () => import('./editor/editor-kk'), ru: () => import('./editor/editor-ru'), en: () => import('./editor/editor-en') },
  (texts) => { editorTexts = texts; },
);

export async function setLanguage(to: Language) {
  await Promise.all([...used].map((load) => load(to)));
  document.documentElement.lang = to;
  localStorage.setItem(KEY, to);
  language.value = to;
}

export async function startI18n() {
  await loadTexts();
  document.documentElement.lang = language.value;
}
