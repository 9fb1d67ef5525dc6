// Kazakh text, in the learner's script, and spoken by the device's Kazakh voice where there is one.
import { signal } from '@preact/signals';
import { inScript } from '../grading/latin';
import { t } from '../i18n';
import { stored } from '../offline/pack';
import { Icon } from './icon';

export const script = () => stored.value?.pack.settings.script ?? 'CYRILLIC';

/** Kazakh text that the service returns in Cyrillic, as a name of something that takes no markup. */
export const spelled = (text: string) => (script() === 'LATIN' ? inScript(text) : text);

/** Kazakh text that the service returns in Cyrillic. */
export function Kazakh({ text, class: name }: { text: string; class?: string }) {
  return <span lang={script() === 'LATIN' ? 'kk-Latn' : 'kk'} class={name}>{spelled(text)}</span>;
}

export type Text = { language: string; text: string };

/** A text with its language, such as a meaning or a translation. */
export const InLanguage = ({ of: text, class: name }: { of: Text | null | undefined; class?: string }) =>
  <span lang={text?.language} class={name}>{text?.text}</span>;

/** The device's Kazakh voice. Most devices have none. */
const voice = signal<SpeechSynthesisVoice | null>(null);

export const canSpeak = () => voice.value !== null;

function findVoice() {
  voice.value = speechSynthesis.getVoices().find((each) => /^kk\b/i.test(each.lang)) ?? null;
}

if ('speechSynthesis' in globalThis) {
  findVoice();
  // Browsers load the list of voices late.
  speechSynthesis.addEventListener?.('voiceschanged', findVoice);
}

export function say(text: string) {
  if (!voice.value) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice.value;
  utterance.lang = voice.value.lang;
  utterance.rate = 0.9;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}

/** A button that speaks, where there is a voice. */
export function Speak({ text }: { text: string }) {
  if (!canSpeak()) return null;
  return (
    <button type="button" class="icon-button" aria-label={t.listen} onClick={() => say(text)}><Icon name="sound" /></button>
  );
}
