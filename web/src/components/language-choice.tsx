import { language, LANGUAGES, setLanguage, t, type Language } from '../i18n';
import { synchronize } from '../offline/sync';

export function LanguageChoice() {
  return (
    <div class="segments" role="group" aria-label={t.appLanguage}>
      {(Object.keys(LANGUAGES) as Language[]).map((tag) => (
        <button key={tag} type="button" lang={tag} aria-pressed={language.value === tag} onClick={() => void setLanguage(tag).then(synchronize)}>
          {LANGUAGES[tag]}
        </button>
      ))}
    </div>
  );
}
