import type { RefObject } from 'preact';
import { script } from '../components/kazakh';
import { t } from '../i18n';

const LETTERS = { CYRILLIC: [...'әғқңөұүһі'], LATIN: [...'äğıñöşūü'] };

/** The letters that keyboards lack. The field keeps the focus and its cursor, so the phone's keyboard stays open. */
export function Letters({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const insert = (letter: string) => {
    const input = field.current;
    if (!input) return;
    const end = input.value.length;
    input.setRangeText(letter, input.selectionStart ?? end, input.selectionEnd ?? end, 'end');
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    input.focus();
  };
  return (
    <div class="letters" role="group" aria-label={t.kazakhLetters}>
      {LETTERS[script()].map((letter) => (
        <button
          type="button" key={letter} lang="kk"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => insert(letter)}
        >
          {letter}
        </button>
      ))}
    </div>
  );
}
