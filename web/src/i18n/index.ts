// The three languages of the app. `kk.ts` defines which texts there are; the compiler finds one that is missing from
// another dictionary.
import { signal } from '@preact/signals';
import type { ClubDictionary } from './clubs/kk';
import type { EditorDictionary } from './editor/editor-kk';
import type { EmailDictionary } from './email/kk';
import type { Dictionary } from './kk';
import type { SecondFactorDictionary } from './second-factor/kk';

export type Language = 'kk' | 'ru' | 'en';
export const LANGUAGES: Record<Language, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

const KEY = 'language';

const dictionaries: Record<Language, () => Promise<{ dictionary: Dictionary }>> = {
  kk: () => import('./kk'),
  ru: () => import('./ru'),
  en: () => import('./en'),
};
const clubDictionaries: Record<Language, () => Promise<{ dictionary: ClubDictionary }>> = {
  kk: () => import('./clubs/kk'),
  ru: () => import('./clubs/ru'),
  en: () => import('./clubs/en'),
};
const secondFactorDictionaries: Record<Language, () => Promise<{ dictionary: SecondFactorDictionary }>> = {
  kk: () => import('./second-factor/kk'),
  ru: () => import('./second-factor/ru'),
  en: () => import('./second-factor/en'),
};

const editorDictionaries: Record<Language, () => Promise<{ dictionary: EditorDictionary }>> = {
  kk: () => import('./editor/editor-kk'),
  ru: () => import('./editor/editor-ru'),
  en: () => import('./editor/editor-en'),
};
const emailDictionaries: Record<Language, () => Promise<{ dictionary: EmailDictionary }>> = {
  kk: () => import('./email/kk'),
  ru: () => import('./email/ru'),
  en: () => import('./email/en'),
};

function initial(): Language {
  const known = (tag: string | null): tag is Language => tag !== null && tag in LANGUAGES;
  const chosen = localStorage.getItem(KEY);
  if (known(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(known) ?? 'kk';
}

export const language = signal<Language>(initial());

/** The texts of the current language. */
export let t: Dictionary;

/** The texts of the screens about clubs, once one of them was opened. */
export let clubTexts: ClubDictionary;

export async function loadClubTexts(of = language.value) {
  ({ dictionary: clubTexts } = await clubDictionaries[of]());
}

/** The texts of the screen about the second factor, once it was opened. */
export let secondFactorTexts: SecondFactorDictionary;

export async function loadSecondFactorTexts(of = language.value) {
  ({ dictionary: secondFactorTexts } = await secondFactorDictionaries[of]());
}

/** The texts of the editors' screens, once one of them was opened. */
export let editorTexts: EditorDictionary;

export async function loadEditorTexts(of = language.value) {
  ({ dictionary: editorTexts } = await editorDictionaries[of]());
}

/** The texts of the screens about e-mail, once one of them was opened. */
export let emailTexts: EmailDictionary;

export async function loadEmailTexts(of = language.value) {
  ({ dictionary: emailTexts } = await emailDictionaries[of]());
}

export async function setLanguage(to: Language) {
  ({ dictionary: t } = await dictionaries[to]());
  if (clubTexts) await loadClubTexts(to);
  if (secondFactorTexts) await loadSecondFactorTexts(to);
  if (editorTexts) await loadEditorTexts(to);
  if (emailTexts) await loadEmailTexts(to);
  document.documentElement.lang = to;
  localStorage.setItem(KEY, to);
  language.value = to;
}

/** Loads the texts of the current language. */
export async function startI18n() {
  ({ dictionary: t } = await dictionaries[language.value]());
  document.documentElement.lang = language.value;
}
