// Practice beyond the schedule, with the cards that were answered wrongly of late.
import { useRef, useState } from 'preact/hooks';
import { mutate } from '../api';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { expectedAnswers, gradeAnswer } from '../grading/grade';
import { t } from '../i18n';
import { isAsked, serverNow, stored } from '../offline/pack';
import PRACTICE, { type Data } from '../operations/practice.graphql';
import SUBMIT from '../operations/submit-practice.graphql';
import { useQuery } from '../query';
import { href } from '../router';
import { Question, type Answer } from '../study/exercise';
import { Feedback, type Outcome } from '../study/feedback';
import { canAsk } from '../study/queue';
import { uuid } from '../uuid';
import { durationSince, outcomeOf, Summary } from './study';

const askable = (data: Data | null) => data?.viewer?.practiceItems?.filter(isAsked).filter(canAsk);

export function Practice(_: { param: string }) {
  const query = useQuery(PRACTICE, {});
  const [at, setAt] = useState(0);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const shownAt = useRef(performance.now());
  /** The items that were loaded first. They stay, so that no question changes while it is being answered. */
  const kept = useRef<ReturnType<typeof askable>>(undefined);
  const latest = useRef(0);
  latest.current = at;
  if (!kept.current?.length) kept.current = askable(query.data);
  const items = kept.current;
  const item = items?.[at];
  const onAnswer = (answer: Answer) => {
    if (!item || outcome) return;
    const grade = gradeAnswer(item, answer, stored.value?.pack.settings.keyboard ?? 'KAZAKH');
    setOutcome({ ...grade, expected: expectedAnswers(item), otherWord: null });
    const given = {
      answerId: uuid(),
      exerciseId: 'id' in item.exercise ? item.exercise.id : '',
      answeredAt: new Date(serverNow()).toISOString(),
      durationMs: durationSince(shownAt.current),
      answer,
    };
    // Practice changes no schedule, so it does no harm if the answer does not arrive.
    void mutate(SUBMIT, { answers: [given] }).catch(() => undefined).then((payload) => {
      const graded = payload?.results?.[0]?.grade;
      // Without the service's grade, the answer is not checked later, either.
      if (latest.current === at) setOutcome((shown) => shown && (graded ? outcomeOf(graded, item) : { ...shown, isSure: true }));
    });
  };
  const onNext = () => {
    shownAt.current = performance.now();
    setOutcome(null);
    setAt(at + 1);
  };
  return (
    <Page title={t.practise} back="/progress">
      {!items && <Missing query={query} />}
      {item && (
        <section class="exercise" key={at}>
          <Question item={item} word={item.word} turn={0} isAnswered={outcome !== null} onAnswer={onAnswer} />
        </section>
      )}
      {item && outcome && <Feedback item={item} word={item.word} outcome={outcome} onNext={onNext} />}
      {items && !item && (
        <Summary title={at ? t.wellDone : t.noMistakes}><a class="button primary" href={href('/progress')}>{t.progress}</a></Summary>
      )}
    </Page>
  );
}
