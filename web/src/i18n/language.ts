// The language of the app.
import { signal, type ReadonlySignal } from '@preact/signals';
import { ownName } from '../storage';

export type Language = 'kk' | 'ru' | 'en';
export const LANGUAGES: Record<Language, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

const KEY = ownName('language');

function initial(): Language {
  const known = (tag: string | null): tag is Language => tag !== null && tag in LANGUAGES;
  const chosen = localStorage.getItem(KEY);
  if (known(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(known) ?? 'kk';
}

const current = signal(initial());

/** The language of the app. */
export const language: ReadonlySignal<Language> = current;

/** Makes a language that of the app and of the page, and remembers it. */
export function choose(chosen: Language) {
  localStorage.setItem(KEY, chosen);
  document.documentElement.lang = chosen;
  current.value = chosen;
}
