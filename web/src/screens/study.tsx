import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, mutate, Offline } from '../api';
import { Icon } from '../components/icon';
import { Ornament } from '../components/ornament';
import { Status } from '../components/page';
import { Empty, explain, Loading } from '../components/states';
import { WordLinks } from '../components/word-links';
import { isOnline } from '../connection';
import { deviceZone } from '../days';
import { expectedAnswers, gradeAnswer } from '../grading/grade';
import { t } from '../i18n';
import { keep, newReviewId, onResults, takeBack, unsent, type Answer as Kept } from '../offline/outbox';
import { isAhead, isAsked, serverNow, setProgress, setShown, stored, type AskedItem, type Item, type Progress, type Stored, type Word } from '../offline/pack';
import { sendAnswers, synchronize } from '../offline/sync';
import CHALLENGE from '../operations/challenge-grade.graphql';
import UPDATE_WORD from '../operations/update-word.graphql';
import WORD from '../operations/word.graphql';
import { href } from '../router';
import { Question, type Answer } from '../study/exercise';
import { Feedback, type Outcome } from '../study/feedback';
import { Introduction } from '../study/introduction';
import { nextItem, reschedule, schedule, studiable } from '../study/queue';

/** Answers with sure verdicts are sent together at the end. While a leader may be following, at most this many wait. */
const MOST_WAITING = 5;
/** The maximum that the service accepts. */
const MAX_DURATION_MS = 3_600_000;

/** How long an exercise has been shown, in milliseconds. */
export const durationSince = (shownAt: number) => Math.min(Math.round(performance.now() - shownAt), MAX_DURATION_MS);

type Answered = {
  item: AskedItem;
  review: Kept;
  outcome: Outcome;
  before: Progress | undefined;
  /** Whether the answer was challenged. */
  isReported?: boolean;
};

export function Study(_: { param: string }) {
  return <Session title={t.study} end={(done, missed) => <Finished done={done} missed={missed} />} />;
}

type SessionProperties = {
  title: string;
  /** The number of answers that were given in the session before. */
  given?: number;
  /** What is shown at the end: given the number of answers, and the words of the wrong ones. */
  end: (done: number, missed: Word[]) => ComponentChildren;
};

/** Studies what the device has stored, with or without an account. */
export function Session({ title, given = 0, end }: SessionProperties) {
  const [item, setItem] = useState<Item | null>(null);
  /** The word of the item. It is kept, because a new pack may no longer contain it. */
  const [word, setWord] = useState<Word>();
  const [answered, setAnswered] = useState<Answered | null>(null);
  /** Whether an answer was given. Its verdict is shown as soon as the answer is stored. */
  const [isTaken, setTaken] = useState(false);
  const [isReady, setReady] = useState(false);
  const [done, setDone] = useState(given);
  const [missed, setMissed] = useState<Word[]>([]);
  const [problem, setProblem] = useState('');
  const shownAt = useRef(0);
  /** By how many places the choices are rotated, so that those of a card that comes back are elsewhere. */
  const turn = useRef(0);
  /** The review of the answer that is shown. A second tap meanwhile is no second answer. */
  const current = useRef<string | null>(null);
  const isChanging = useRef(false);

  const show = (next: Item | null) => {
    shownAt.current = performance.now();
    turn.current = next && stored.value?.progress[next.card.id] ? turn.current + 1 : 0;
    current.current = null;
    setTaken(false);
    setAnswered(null);
    setItem(next);
    setWord(stored.value?.pack.words.find(({ id }) => id === next?.word.id));
  };

  useEffect(() => {
    document.title = `${title} · ${t.appName}`;
    void (async () => {
      // The cards on the device are enough to begin.
      if (!stored.value || !studiable(stored.value).length) await synchronize();
      show(nextItem(null));
      setReady(true);
    })();
    return () => { if (isAhead()) void synchronize(); };
  }, []);

  // The verdict of the service is shown instead of that of the device as soon as it is known, also if another tab has sent
  // the answer.
  useEffect(() => onResults(async (results) => {
    setAnswered((shown) => {
      const grade = results.find(({ reviewId }) => reviewId === shown?.review.reviewId)?.grade;
      return shown && grade ? { ...shown, outcome: outcomeOf(grade, shown.item) } : shown;
    });
    for (const { card } of results) if (card) await reschedule(card).catch(() => undefined);
  }), []);

  const onAnswer = async (answer: Answer) => {
    const kept = stored.value;
    if (!item || !isAsked(item) || current.current || !kept) return;
    const reviewId = newReviewId();
    current.current = reviewId;
    const grade = gradeAnswer(item, answer, kept.pack.settings.keyboard);
    setTaken(true);
    const review: Kept = {
      reviewId,
      ...cardOf(item, kept),
      exerciseId: 'id' in item.exercise ? item.exercise.id : null,
      reviewedAt: new Date(serverNow()).toISOString(),
      clockOffset: kept.clockOffset,
      timeZone: deviceZone(),
      durationMs: durationSince(shownAt.current),
      answer,
      accountId: kept.accountId,
      headword: word?.headword ?? '',
    };
    try {
      await keep(review);
    } catch {
      // The answer can be given again.
      current.current = null;
      setTaken(false);
      setProblem(t.cannotKeep);
      return;
    }
    setProblem('');
    // The answer is stored already; at worst, the card comes back earlier.
    const before = await schedule(item, grade.verdict).catch(() => undefined);
    const expected = expectedAnswers(item);
    setAnswered({ item, review, before, outcome: { ...grade, expected, otherWord: null } });
    setDone((count) => count + 1);
    if (!grade.isSure || (kept.isFollowed && unsent.value.length >= MOST_WAITING)) void sendAnswers();
  };

  const onNext = async () => {
    const last = answered?.item.card.id ?? null;
    const isWrong = answered && ['WRONG', 'ANOTHER_WORD'].includes(answered.outcome.verdict);
    if (isWrong && word && !missed.some(({ id }) => id === word.id)) setMissed([...missed, word]);
    setProblem('');
    let next = nextItem(last);
    if (!next && isOnline.value) {
      await refresh();
      next = nextItem(last);
    }
    show(next);
  };

  /** Exchanges data with the service. Meanwhile, no question can be answered. */
  const refresh = async () => {
    setReady(false);
    show(null);
    await synchronize();
    setReady(true);
  };

  const onIntroduced = (wordId: string) =>
    setShown(wordId).then(() => show(nextItem(null)), () => setProblem(t.cannotKeep));

  /** Takes back the answer, before it is sent or after, and returns its item. */
  const takeBackAnswer = async ({ item: of, review, before }: Answered) => {
    if (await takeBack(review)) await sendAnswers();
    await setProgress(of.card.id, before);
    setDone((count) => count - 1);
    return of;
  };

  /** Changes the answer that is shown, once at a time, and reports a failure. */
  const change = async (act: (shown: Answered) => Promise<void>) => {
    if (!answered || isChanging.current) return;
    isChanging.current = true;
    try {
      await act(answered);
    } catch (error) {
      setProblem(explain(error));
    }
    isChanging.current = false;
  };

  const onUndo = () => change(async (shown) => show(await takeBackAnswer(shown)));

  /** Challenges the grade. A typed meaning also becomes one of the learner's own, and the question is asked again. */
  const onCount = () => change(async (shown) => {
    const { item: of, review: { reviewId, answer: { text } } } = shown;
    await sendAnswers();
    if (unsent.value.some((each) => each.reviewId === reviewId)) throw new Offline();
    const { errors: [error] } = await mutate(CHALLENGE, { reviewId });
    const isMeaning = of.exercise.__typename === 'TypeMeaningExercise';
    // A meaning is added even if the grade was challenged before, unless it counts already.
    if (error && (!isMeaning || error.code === 'NOTHING_TO_CHALLENGE')) throw new Error(error.message);
    if (!isMeaning || !text) {
      setAnswered((last) => last && { ...last, isReported: last.isReported || last.review.reviewId === reviewId });
      return;
    }
    await addMeaning(of, text);
    const { card } = await takeBackAnswer(shown);
    await refresh();
    // The same card, which now has the meaning.
    show(stored.value?.pack.items.find((each) => isAsked(each) && each.card.id === card.id) ?? nextItem(null));
  });

  const remaining = stored.value ? studiable(stored.value).filter(isAsked).length : 0;
  return (
    <>
      <header class="bar">
        <a class="icon-button" href={href('/')} aria-label={t.leave}><Icon name="close" /></a>
        <h1 class="visually-hidden">{title}</h1>
        <progress class="session" value={done} max={Math.max(done + remaining, 1)} aria-label={t.sessionProgress} />
        <Status isCompact />
      </header>
      <main class="study">
        {!isReady && <Loading />}
        {item && !isAsked(item) && word && (
          <Introduction key={word.id} word={word} onNext={() => void onIntroduced(word.id)} />
        )}
        {item && isAsked(item) && (
          <section class="exercise" data-card={item.card.id} key={`${item.card.id} ${done - (answered ? 1 : 0)}`}>
            <Question item={item} word={word} turn={turn.current} isAnswered={isTaken} onAnswer={(answer) => void onAnswer(answer)} />
          </section>
        )}
        {answered && (
          <Feedback
            {...answered} answer={answered.review.answer} word={word}
            onNext={() => void onNext()} onUndo={() => void onUndo()} onCount={() => void onCount()}
          />
        )}
        <p class="error" role="alert">{problem}</p>
        {isReady && !item && end(done, missed)}
      </main>
    </>
  );
}

/** Returns how to name the card of an item to the service. Without an account there are no cards yet. */
const cardOf = ({ card, word }: Item, { accountId }: Stored) =>
  accountId === null ? { wordId: word.id, skill: card.skill } : { cardId: card.id };

/** Adds a meaning to the learner's own ones. Throws if the service refuses it. */
async function addMeaning({ word, exercise }: AskedItem, text: string) {
  const language = 'language' in exercise ? exercise.language : 'ru';
  const { node } = await ask(WORD, { id: word.id });
  const own = node?.__typename === 'Word' ? node.learnerWord?.synonyms ?? [] : [];
  const texts = [...(own.find((each) => each.language === language)?.texts ?? []), text];
  const synonyms = [...own.filter((each) => each.language !== language), { language, texts }];
  const { errors } = await mutate(UPDATE_WORD, { wordId: word.id, synonyms });
  if (errors[0]) throw new Error(errors[0].message);
}

/** The outcome of an answer, from the service's grade. */
export const outcomeOf = ({ verdict, slip, otherWord, expected }: Omit<Outcome, 'isSure'>, item: AskedItem): Outcome =>
  ({ verdict, slip, otherWord, expected: expected.length ? expected : expectedAnswers(item), isSure: true });

function Finished({ done, missed }: { done: number; missed: Word[] }) {
  if (!stored.value) {
    return <Empty><p>{isOnline.value ? t.nothingDue : t.needsConnection}</p><a class="button" href={href('/')}>{t.today}</a></Empty>;
  }
  return (
    <Summary title={done ? t.wellDone : t.nothingDue}>
      {done > 0 && <p>{t.answersGiven({ count: done })}</p>}
      {missed.length > 0 && (
        <section class="card missed">
          <h3>{t.lookAgain}</h3>
          <WordLinks words={missed} />
        </section>
      )}
      <a class="button primary" href={href('/')}>{t.today}</a>
    </Summary>
  );
}

/** The end of a session. Its heading takes the focus. */
export function Summary({ title, children }: { title: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="state finished">
      <Ornament />
      <h2 ref={heading} tabIndex={-1}>{title}</h2>
      {children}
    </section>
  );
}
