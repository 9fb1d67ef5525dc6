// The language of the app.
import { State } from '../state';
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

/** The chosen language. It is remembered, and that of the page. */
export const language = new State(initial(), (chosen) => {
  localStorage.setItem(KEY, chosen);
  document.documentElement.lang = chosen;
});
