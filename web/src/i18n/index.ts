// The three languages of the app. `kk.ts` defines which texts there are; the compiler finds one that is missing from
// another dictionary.
import { signal } from '@preact/signals';
import type { Dictionary } from './kk';

export type Language = 'kk' | 'ru' | 'en';
export const LANGUAGES: Record<Language, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

const KEY = 'language';

const dictionaries: Record<Language, () => Promise<{ dictionary: Dictionary }>> = {
  kk: () => import('./kk'),
  ru: () => import('./ru'),
  en: () => import('./en'),
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

export async function setLanguage(to: Language) {
  ({ dictionary: t } = await dictionaries[to]());
  document.documentElement.lang = to;
  localStorage.setItem(KEY, to);
  language.value = to;
}

/** Loads the texts of the current language. */
export async function startI18n() {
  ({ dictionary: t } = await dictionaries[language.value]());
  document.documentElement.lang = language.value;
}
