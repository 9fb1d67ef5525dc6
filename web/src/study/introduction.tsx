// A new word, shown before the first question about it.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { InLanguage, Kazakh, say, Speak } from '../components/kazakh';
import { t } from '../i18n';
import { stored, type Word } from '../offline/pack';

export function Introduction({ word, onNext }: { word: Word; onNext: () => void }) {
  const next = useRef<HTMLButtonElement>(null);
  // Before the screen is painted, so that a key that is pressed at once reaches the button.
  useLayoutEffect(() => {
    next.current?.focus();
    say(word.headword);
  }, []);
  const { meaning, note, pronunciation, examples } = word;
  return (
    <section class="introduction card" aria-labelledby="new-word">
      <h2 class="task" id="new-word">{t.newWord}</h2>
      <p class="prompt" id="prompt"><Kazakh text={word.headword} /> <Speak text={word.headword} /></p>
      <p class="quiet">[{pronunciation}]</p>
      <p class="meaning" id="meaning" lang={meaning?.language}>{meaning?.text}</p>
      {note && <p class="note" lang={stored.value?.language}>{note}</p>}
      {examples.slice(0, 2).map(({ sentence, translation }) => (
        <p key={sentence}>
          <Kazakh text={sentence} /> <Speak text={sentence} /><br />
          <InLanguage of={translation} class="quiet" />
        </p>
      ))}
      <button ref={next} class="button primary" aria-describedby="new-word prompt meaning" onClick={onNext}>{t.next}</button>
    </section>
  );
}
