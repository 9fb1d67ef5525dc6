import { language, LANGUAGES, setLanguage, t, type Language } from '../i18n';

export function LanguageChoice() {
  return (
    <div class="segments" role="group" aria-label={t.appLanguage_}>
      {(Object.keys(LANGUAGES) as Language[]).map((tag) => (
        <button key={tag} type="button" lang={tag} aria-pressed={language.value === tag} onClick={() => void setLanguage(tag)}>
          {LANGUAGES[tag]}
        </button>
      ))}
    </div>
  );
}
