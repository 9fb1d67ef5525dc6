// The feedback on an answer: the verdict, the name of the slip, the right answer.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../components/icon';
import { InLanguage, Kazakh, Speak } from '../components/kazakh';
import type { Pair, Slip } from '../grading/difference';
import { t } from '../i18n';
import type { AskedItem, Word } from '../offline/pack';
import { href } from '../router';
import { session } from '../session';
import type { Answer } from './exercise';

export type Outcome = {
  verdict: Schema.Verdict;
  slip: Slip | null;
  expected: string[];
  otherWord: { headword: string; meaning: { language: string; text: string } | null } | null;
  /** Whether the service has confirmed the verdict, or will. */
  isSure: boolean;
};

type Properties = {
  item: AskedItem;
  word: Word | undefined;
  outcome: Outcome;
  onNext: () => void;
  /** Takes the answer back. Without it, the answer stays, and cannot be challenged. */
  onUndo?: () => void;
  /** The typed text, or the chosen order. */
  answer?: Answer;
  /** Challenges the grade. */
  onCount?: () => void;
  /** Whether the grade was challenged. */
  isReported?: boolean | undefined;
};

const ICONS: Record<Schema.Verdict, IconName> = {
  CORRECT: 'right', SLIP: 'slip', SYNONYM: 'slip', ANOTHER_WORD: 'close', WRONG: 'close',
};

export function Feedback({ item, word, outcome, onNext, onUndo, answer, onCount, isReported }: Properties) {
  const panel = useRef<HTMLElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  // Before the screen is painted, so that a key that is pressed at once reaches the button.
  useLayoutEffect(() => {
    next.current!.focus();
    // This panel stays at the bottom of a small screen; the right choice must not be hidden below it.
    const right = document.querySelector<HTMLElement>('.choices .right');
    if (right) scrollBy(0, Math.max(0, right.offsetTop + right.offsetHeight - panel.current!.offsetTop));
  }, []);
  const { verdict, slip, expected, otherWord, isSure } = outcome;
  const language = item.acceptedAnswers[0]?.language;
  const example = word?.examples[0];
  return (
    <section ref={panel} class={`feedback ${verdict.toLowerCase()}`} aria-label={t.result}>
      <div role="status" id="verdict">
        <p class="verdict"><Icon name={ICONS[verdict]} /> {t.verdicts[verdict]}</p>
        {verdict !== 'CORRECT' && expected[0] && (
          <p>{t.rightIs} <b lang={language}>{expected.slice(0, 3).join(', ')}</b></p>
        )}
        {slip && <p class="slip"><SlipLines slip={slip} language={language} /></p>}
        {otherWord && (
          <p><Kazakh text={otherWord.headword} class="headword" /> — <InLanguage of={otherWord.meaning} /></p>
        )}
        {!isSure && verdict !== 'CORRECT' && <p class="hint">{t.checkedLater}</p>}
      </div>
      {word && (
        <div class="about">
          <p>
            <Kazakh text={word.headword} class="headword" /> <Speak text={word.headword} />
            {' — '}<InLanguage of={word.meaning} />
          </p>
          {example && (
            <p class="quiet"><Kazakh text={example.sentence} /><br /><InLanguage of={example.translation} /></p>
          )}
        </div>
      )}
      <button ref={next} class="button primary" aria-describedby="verdict" onClick={onNext}>{t.next}</button>
      <p class="row">
        {onUndo && <button class="button plain" onClick={onUndo}><Icon name="undo" /> {t.undo}</button>}
        {session.value && (answer?.text || answer?.order) && verdict !== 'CORRECT' && (
          <button class="button plain" aria-disabled={isReported} onClick={isReported ? undefined : onCount}>{t.shouldCount}</button>
        )}
        {session.value && <a class="button plain" href={href(`/words/${item.word.id}`)}>{t.aboutWord}</a>}
      </p>
      <p role="status">{isReported && t.reported}</p>
    </section>
  );
}

type SlipProperties = {
  slip: Slip;
  /** The language of the answer, if it is known. */
  language?: string | undefined;
};

/** The slip in an answer, in words: a line for each pair of letters. */
export const SlipLines = ({ slip, language }: SlipProperties) =>
  (slip.letters.length
    ? slip.letters.slice(0, 4).map((pair, at) => <SlipPair key={at} pair={pair} slip={slip} language={language} />)
    : <>{t.slipKinds[slip.kind]}</>);

function SlipPair({ pair, slip, language }: SlipProperties & { pair: Pair }) {
  const { expected, written } = pair;
  if (expected === null) return <span>{t.slipKinds.EXTRA}: <del lang={language}>{written}</del> </span>;
  if (written === null) return <span>{t.slipKinds.MISSING}: <ins lang={language}>{expected}</ins> </span>;
  if (slip.kind === 'SWAPPED') return <span>{t.slipKinds.SWAPPED}: <ins lang={language}>{expected + written}</ins> </span>;
  return <span>{t.notLetter({ expected, written })} </span>;
}
