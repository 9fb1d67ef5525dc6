// The exercises: a question, and the controls to answer it. The kinds are those of the schema's union `Exercise`.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Kazakh, say, Speak } from '../components/kazakh';
import { Icon } from '../components/icon';
import { t } from '../i18n';
import type { AskedItem, Word } from '../offline/pack';
import { Letters } from './letters';

export type Answer = Schema.ReviewAnswerInput;
type Properties = { item: AskedItem; word: Word | undefined; turn: number } & Answering;
type Answering = { isAnswered: boolean; onAnswer: (answer: Answer) => void };

export function Question({ item, word, turn, isAnswered, onAnswer }: Properties) {
  const { exercise } = item;
  useLayoutEffect(() => {
    // The heading takes the focus, so that screen readers read the question. A field takes the focus by itself.
    if (!isAnswered && !document.querySelector('.exercise input')) document.querySelector<HTMLElement>('.exercise .task')?.focus();
  }, [item, isAnswered]);
  const common = { isAnswered, onAnswer };
  const right = item.word.id;
  const turned = <Choice,>(choices: Choice[]) => choices.map((_, at) => choices[(at + turn) % choices.length]!);
  switch (exercise.__typename) {
    case 'ChooseMeaningExercise':
      return (
        <Ask title={t.chooseMeaning} prompt={<Headword word={word} />}>
          <Choices {...common} right={right} lang={exercise.language} choices={turned(exercise.choices).map(({ id, meaning }) => ({ id, text: meaning }))} />
        </Ask>
      );
    case 'ChooseWordExercise':
      return (
        <Ask title={t.chooseWord} prompt={<span lang={exercise.language}>{exercise.meaning}</span>}>
          <Choices {...common} right={right} lang="kk" choices={turned(exercise.words)} />
        </Ask>
      );
    case 'ListenAndChooseExercise':
      return (
        <Ask title={t.chooseHeard} prompt={<Heard text={exercise.spokenText} />}>
          <Choices {...common} right={right} lang="kk" choices={turned(exercise.words)} />
        </Ask>
      );
    case 'TypeMeaningExercise':
      return (
        <Ask title={t.typeMeaning} prompt={<Headword word={word} />}>
          <Typed {...common} label={t.typeMeaning} lang={exercise.language} />
        </Ask>
      );
    case 'TypeWordExercise':
      return (
        <Ask title={t.typeWord} prompt={<span lang={exercise.language}>{exercise.meaning}</span>}>
          <Typed {...common} label={t.typeWord} lang="kk" />
        </Ask>
      );
    case 'ListenAndTypeExercise':
      return (
        <Ask title={t.typeHeard} prompt={<Heard text={exercise.spokenText} />}>
          <Typed {...common} label={t.typeHeard} lang="kk" />
        </Ask>
      );
    case 'InflectExercise':
      return (
        <Ask
          title={t.inflect}
          prompt={<Gap before={exercise.before} after={exercise.after} />}
          note={
            <>
              <b lang="kk">{exercise.text}</b> · <span lang={exercise.language}>{exercise.meaning}</span>
              {` · ${exercise.form.name}`}
              {exercise.translation && (
                <span lang={exercise.translation.language}> · {exercise.translation.text}</span>
              )}
            </>
          }
        >
          <Typed {...common} label={`${t.inflect}: ${exercise.form.name}`} lang="kk" />
        </Ask>
      );
    case 'ClozeExercise':
      return (
        <Ask
          title={t.fillGap}
          prompt={<Gap before={exercise.before} after={exercise.after} />}
          note={
            <>
              <span lang={exercise.translation?.language ?? exercise.language}>
                {exercise.translation?.text ?? exercise.meaning}
              </span>
              {exercise.translation && <> · <b lang={exercise.language}>{exercise.meaning}</b></>}
              {exercise.gapForm && ` · ${exercise.gapForm.name}`}
            </>
          }
        >
          <Typed {...common} label={t.fillGap} lang="kk" />
        </Ask>
      );
    case 'OrderLettersExercise':
      return (
        <Ask title={t.orderLetters} prompt={<span lang={exercise.language}>{exercise.meaning}</span>}>
          <Order {...common} pieces={exercise.pieces} separator="" />
        </Ask>
      );
    case 'OrderWordsExercise':
      return (
        <Ask
          title={t.orderWords}
          prompt={
            <span class="sentence" lang={exercise.translation?.language ?? exercise.language}>
              {exercise.translation?.text ?? exercise.meaning}
            </span>
          }
        >
          <Order {...common} pieces={exercise.pieces} separator=" " />
        </Ask>
      );
    default:
      return <Flip {...common} word={word} />;
  }
}

/** The ids of the parts of the question, which screen readers read with the element that takes the focus. */
const ASKED = 'prompt note';

type AskProperties = { title: string; prompt: ComponentChildren; note?: ComponentChildren; children: ComponentChildren };

function Ask({ title, prompt, note, children }: AskProperties) {
  return (
    <>
      <h2 class="task" tabIndex={-1} aria-describedby={ASKED}>{title}</h2>
      <p class="prompt" id="prompt">{prompt}</p>
      {note && <p class="quiet" id="note">{note}</p>}
      {children}
    </>
  );
}

function Headword({ word }: { word: Word | undefined }) {
  return word ? <><Kazakh text={word.headword} /><Speak text={word.headword} /></> : null;
}

/** A sentence with a gap. */
function Gap({ before, after }: { before: string; after: string }) {
  return (
    <span lang="kk" class="sentence">
      {before}<span class="gap"><span class="visually-hidden">{t.gap}</span></span>{after}
    </span>
  );
}

/** A word that is heard, not shown. */
function Heard({ text }: { text: string }) {
  useEffect(() => say(text), [text]);
  return (
    <button class="button heard" onClick={() => say(text)}><Icon name="sound" /> {t.listenAgain}</button>
  );
}

type ChoicesProperties = Answering & { choices: { id: string; text: string }[]; right: string; lang: string };

function Choices({ choices, right, lang, isAnswered, onAnswer }: ChoicesProperties) {
  const [chosen, setChosen] = useState('');
  const choose = (id: string) => {
    if (isAnswered) return;
    setChosen(id);
    onAnswer({ choice: id });
  };
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const choice = choices[Number(event.key) - 1];
      if (choice && !event.ctrlKey && !event.altKey && !event.metaKey) choose(choice.id);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <ol class="choices">
      {choices.map(({ id, text }, index) => (
        <li key={id} class={isAnswered ? (id === right ? 'right' : id === chosen ? 'wrong' : '') : ''}>
          <button aria-pressed={isAnswered && chosen === id} disabled={isAnswered && chosen !== id} onClick={() => choose(id)}>
            <kbd aria-hidden="true">{index + 1}</kbd><span lang={lang}>{text}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Typed({ label, lang, isAnswered, onAnswer }: Answering & { label: string; lang: string }) {
  const field = useRef<HTMLInputElement>(null);
  // Before the screen is painted, so that no letter that is typed at once gets lost.
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="typed"
      onSubmit={(event) => {
        event.preventDefault();
        const text = field.current?.value.trim();
        if (text && !isAnswered) onAnswer({ text });
      }}
    >
      <input
        ref={field} lang={lang} aria-label={label} aria-describedby={ASKED} readOnly={isAnswered} maxLength={200}
        autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck={false} enterkeyhint="done"
      />
      {lang === 'kk' && !isAnswered && <Letters field={field} />}
      {!isAnswered && <button class="button primary">{t.check}</button>}
      {!isAnswered && <DontKnow onAnswer={onAnswer} />}
    </form>
  );
}

/** Letters or words to put in order. A piece that was placed can be taken back. */
function Order({ pieces, separator, isAnswered, onAnswer }: Answering & { pieces: string[]; separator: string }) {
  const [placed, setPlaced] = useState<number[]>([]);
  const isComplete = placed.length === pieces.length;
  const place = useRef<HTMLDivElement>(null);
  // The pressed button is gone, and the focus with it, so the next piece takes the focus, or the button after the
  // pieces. Until a piece was pressed, the heading has the focus.
  useLayoutEffect(() => {
    place.current?.querySelector<HTMLElement>('.pieces button:enabled, .primary:enabled')?.focus();
  }, [placed]);
  return (
    <div class="order" ref={place}>
      <p class="line" aria-live="polite" lang="kk">
        {placed.map((index) => (
          <button key={index} disabled={isAnswered} onClick={() => setPlaced(placed.filter((each) => each !== index))}>
            {pieces[index]}
          </button>
        ))}
      </p>
      <div class="pieces" role="group" aria-label={t.pieces}>
        {pieces.map((piece, index) => (
          <button
            key={index} lang="kk" disabled={isAnswered || placed.includes(index)}
            onClick={() => setPlaced([...placed, index])}
          >
            {piece}
          </button>
        ))}
      </div>
      {!isAnswered && (
        <button
          class="button primary" disabled={!isComplete}
          onClick={() => onAnswer({ order: placed.map((index) => pieces[index]!) })}
          aria-label={isComplete ? `${t.check}: ${placed.map((index) => pieces[index]).join(separator)}` : t.check}
        >
          {t.check}
        </button>
      )}
      {!isAnswered && <DontKnow onAnswer={onAnswer} />}
    </div>
  );
}

function DontKnow({ onAnswer }: { onAnswer: (answer: Answer) => void }) {
  return <button type="button" class="button plain" onClick={() => onAnswer({ rating: 'AGAIN' })}>{t.dontKnow}</button>;
}

const RATINGS: Schema.Rating[] = ['AGAIN', 'HARD', 'GOOD', 'EASY'];

/**
 * Shows both sides of the card, which the learner rates by hand: for kinds of exercise that this version of the app does
 * not know.
 */
function Flip({ word, isAnswered, onAnswer }: Answering & { word: Word | undefined }) {
  const [isTurned, setTurned] = useState(false);
  const answer = useRef<HTMLParagraphElement>(null);
  // The pressed button is gone, and the focus with it. Screen readers read the answer.
  useLayoutEffect(() => answer.current?.focus(), [isTurned]);
  if (!word) return null;
  return (
    <Ask title={t.rememberMeaning} prompt={<Headword word={word} />}>
      {!isTurned && <button class="button primary" onClick={() => setTurned(true)}>{t.showAnswer}</button>}
      {isTurned && <p class="prompt" ref={answer} tabIndex={-1} lang={word.meaning?.language}>{word.meaning?.text}</p>}
      {isTurned && !isAnswered && (
        <div class="ratings">
          {RATINGS.map((rating) => (
            <button class="button" key={rating} onClick={() => onAnswer({ rating })}>{t.ratings[rating]}</button>
          ))}
        </div>
      )}
    </Ask>
  );
}
