// The texts of the current language.
import { choose, language, type Language } from './language';
import { ready } from './message';
import { EDITOR_FILES, FILES, type EditorTexts, type Texts } from './texts';

export { language, LANGUAGES, type Language } from './language';

/** The texts of the current language: those of all screens, and more for the screens about accounts and about clubs. */
export let t: Texts['app'];
export let accountTexts: Texts['account'];
export let clubTexts: Texts['clubs'];
/** Names that the browser may lack. */
export let names: Texts['names'];
/** The texts of the editors' screens, once one of them was opened. */
export let editorTexts: EditorTexts;

/** The longest pause before the texts are requested again, in milliseconds. */
const LONGEST_PAUSE = 10_000;

async function load(file: string) {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response.json();
}

async function loadTexts(of: Language) {
  const { names: own, ...texts } = await load(FILES[of]);
  if (editorTexts) await loadEditorTexts(of);
  names = own;
  ({ app: t, account: accountTexts, clubs: clubTexts } = ready(texts, of) as Texts);
}

export async function loadEditorTexts(of: Language = language.value) {
  editorTexts = ready(await load(EDITOR_FILES[of]), of) as EditorTexts;
}

export async function setLanguage(to: Language) {
  await loadTexts(to);
  choose(to);
}

/** Loads the first texts. Without them no screen can be shown, not even an error, so they are requested until they arrive. */
export async function startI18n() {
  for (let pause = 500; !t; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    await loadTexts(language.value).catch(() => new Promise((resolve) => setTimeout(resolve, pause)));
  }
  document.documentElement.lang = language.value;
}
