// The three languages of the app. `kk.ts` defines the texts; the compiler finds those that another dictionary lacks.
import { plurals } from './format';
import { language, type Language } from './language';
import type { AccountDictionary } from './account/kk';
import type { ClubDictionary } from './clubs/kk';
import type { EditorDictionary } from './editor/editor-kk';
import type { Dictionary } from './kk';

export { language, LANGUAGES, type Language } from './language';

/** The texts of the current language: those of all screens, and more for the screens about accounts and about clubs. */
export let t: Dictionary;
export let accountTexts: AccountDictionary;
export let clubTexts: ClubDictionary;
/** The texts of the editors' screens, once one of them was opened. */
export let editorTexts: EditorDictionary;

const FILES = { kk: () => import('./kk'), ru: () => import('./ru'), en: () => import('./en') };
const EDITOR_FILES = {
  kk: () => import('./editor/editor-kk'), ru: () => import('./editor/editor-ru'), en: () => import('./editor/editor-en'),
};

async function loadTexts(of: Language) {
  const n = plurals(of);
  const file = await FILES[of]();
  if (editorTexts) await loadEditorTexts(of);
  t = file.dictionary(n);
  accountTexts = file.account(n);
  clubTexts = file.clubs(n);
}

export async function loadEditorTexts(of: Language = language.value) {
  editorTexts = (await EDITOR_FILES[of]()).dictionary(plurals(of));
}

export async function setLanguage(to: Language) {
  await loadTexts(to);
  language.value = to;
}

export async function startI18n() {
  await loadTexts(language.value);
  document.documentElement.lang = language.value;
}
