import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Bar } from '../components/bar';
import { useAction } from '../components/form';
import { Icon } from '../components/icon';
import { Page } from '../components/page';
import { Paused } from '../components/pause';
import { Loading, Missing } from '../components/states';
import { DAY_MS } from '../days';
import { dayAndMonth, moment } from '../i18n/format';
import { t } from '../i18n';
import { unsent } from '../offline/outbox';
import { pausedUntil, serverNow, stored, studyDay } from '../offline/pack';
import { isSynchronizing } from '../offline/sync';
import TODAY, { type Data } from '../operations/today.graphql';
import { useQuery } from '../query';
import { renewReminding } from '../reminders';
import { href } from '../router';
import { isFresh, studiable } from '../study/queue';
import { startLesson } from '../study/start';
import { titleOf } from './assignments';

type Viewer = NonNullable<Data['viewer']>;
type CourseOfToday = NonNullable<Data['course']>;

export function Today(_: { param: string }) {
  const query = useQuery(TODAY, {});
  const { data, reload } = query;
  const viewer = data?.viewer;
  const fetchedAt = stored.value?.fetchedAt;
  const known = useRef(fetchedAt);
  useEffect(() => void renewReminding().catch(() => undefined), []);
  useEffect(() => {
    // Answers were sent since the last load.
    if (known.current !== fetchedAt) void reload();
    known.current = fetchedAt;
  }, [fetchedAt]);
  return (
    <Page title={t.today}>
      {!viewer && <Missing query={query} />}
      {viewer && (
        <>
          <Assignments viewer={viewer} />
          <Goal viewer={viewer} course={data.course} />
          <Notes viewer={viewer} />
          <Clubs viewer={viewer} />
          {data.course && <CourseCard course={data.course} />}
        </>
      )}
    </Page>
  );
}

/** The goal of the day, and the button that goes on. */
function Goal({ viewer, course }: { viewer: Viewer; course: CourseOfToday | null }) {
  const { act, isBusy, problem } = useAction();
  // Answers that are being sent count until newer data includes them.
  const useTried = (data: unknown) => Math.max(triedWords(), useMemo(triedWords, [data]));
  const tried = useTried(viewer);
  const { newWords, hasStudied } = doneToday();
  // The tried lesson is started together with its answers. Until then, no other lesson is offered.
  const next = tried ? undefined : course?.lessons.find((lesson) => !lesson.startedAt);
  const items = stored.value ? studiable(stored.value) : [];
  const resumesOn = pausedUntil();
  // Its words come first, and may be on their way.
  const isAssigned = assignmentsOf(viewer).some(({ viewerProgress }) => viewerProgress!.status === 'OPEN');
  const introduced = newWords + useTried(stored.value?.fetchedAt);
  const isFirst = !items.length && !tried && !introduced && !isAssigned && !course?.lessons.some((lesson) => lesson.startedAt);
  const goal = viewer.account.dailyGoal;
  const due = items.filter((item) => !isFresh(item)).length;
  const isDone = due === 0 && ((items.length === 0 && !isAssigned) || introduced >= goal);

  const startNext = () => act(() => startLesson(next!.id));

  // The due cards are in the pack, which is still loading. They also depend on the time, so that they are counted again
  // after the device and the service have exchanged data, even if the pack stays the same.
  if (isSynchronizing.value && !stored.value) return <Loading />;
  return (
    <section class="card goal">
      <Beads done={introduced} goal={goal} />
      <p class="big">{t.wordsOfGoal({ done: introduced, goal })}</p>
      <p class="quiet">
        {due > 0 ? t.cardsDue({ count: due }) : viewer.nextDueAt ? t.nextAt({ time: moment(viewer.nextDueAt) }) : ''}
      </p>
      {resumesOn && <Paused until={resumesOn} />}
      {!resumesOn && isFirst && next && (
        <button class="button primary" aria-disabled={isBusy} onClick={() => void startNext()}>{t.learnFirstWords}</button>
      )}
      {!resumesOn && !isFirst && !isDone && <a class="button primary" href={href('/study')}>{t.study}</a>}
      {!resumesOn && !isFirst && isDone && (
        <>
          <p class="praise"><Icon name="right" /> {introduced >= goal ? t.goalReached : t.nothingDue}</p>
          {next && (
            <button class={introduced < goal ? 'button primary' : 'button'} aria-disabled={isBusy} onClick={() => void startNext()}>{t.startLesson({ title: next.title })}</button>
          )}
        </>
      )}
      {problem}
      <Streak viewer={viewer} hasStudied={hasStudied} />
    </section>
  );
}

/** The words of the unsent answers that were given without an account. */
const triedWords = () => new Set(unsent.value.flatMap(({ wordId, isUndone }) => (isUndone ? [] : wordId ?? []))).size;

/**
 * What was done on this study day: what the service counted when it made the pack, and what happened on this device since.
 * The two change together, and need no connection.
 */
function doneToday() {
  const kept = stored.value;
  const day = studyDay(serverNow());
  const counted = kept?.today?.date === day ? kept.today : null;
  /** The study day of each word's first answer; empty if it was before the pack. */
  const first: Record<string, string> = {};
  for (const { card, word } of kept?.pack.items ?? []) {
    const on = card.phase === 'NEW' ? kept!.progress[card.id]?.newOn : '';
    if (on != null && !(first[word.id]! <= on)) first[word.id] = on;
  }
  return {
    newWords: (counted?.newWords ?? 0) + Object.values(first).filter((on) => on === day).length,
    hasStudied: !!counted?.reviews || Object.values(kept?.progress ?? {}).some(({ answeredOn }) => answeredOn === day),
  };
}

/** One bead for each word of the goal. */
function Beads({ done, goal }: { done: number; goal: number }) {
  const shown = Math.min(goal, 20);
  return (
    <div class="beads" role="img" aria-label={t.wordsOfGoal({ done, goal })}>
      {Array.from({ length: shown }, (_, index) => (
        <span key={index} class={index < (done / goal) * shown ? 'bead full' : 'bead'} />
      ))}
    </div>
  );
}

function Streak({ viewer, hasStudied }: { viewer: Viewer; hasStudied: boolean }) {
  const streaks = viewer.statistics.streaks;
  if (!streaks?.current) return null;
  return (
    <p class="streak">
      <Icon name="flame" /> {t.daysInARow({ count: streaks.current.days })}
      {!hasStudied && <span class="quiet"> · {t.studyToKeepStreak}</span>}
    </p>
  );
}

/** The assignments that the learner can still do in time. */
const assignmentsOf = ({ assignments }: Viewer) =>
  assignments?.edges.map(({ node }) => node).filter(({ viewerProgress }) => /OPEN|UPCOMING/.test(viewerProgress?.status ?? '')) ?? [];

/** Those of all clubs, or of one. */
export function Assignments({ viewer, clubId }: { viewer: Viewer; clubId?: string }) {
  const open = assignmentsOf(viewer).filter(({ club }) => !clubId || club?.id === clubId);
  if (!open.length) return null;
  return (
    <section>
      <h2>{t.assignments}</h2>
      {open.map((assignment) => (
        <a class="card link" key={assignment.id} href={href('/study')}>
          <h3>{titleOf(assignment)}</h3>
          <p class="quiet">{assignment.club?.name} · {t.until({ date: dayAndMonth(assignment.until) })}</p>
          {assignment.note && <p>{assignment.note}</p>}
          <Bar value={assignment.viewerProgress!.wordsDone} of={assignment.viewerProgress!.words} />
        </a>
      ))}
    </section>
  );
}

/** How long a note of a leader is shown here; it stays on the club's screen. */
const NOTE_MS = 7 * DAY_MS;

function Notes({ viewer }: { viewer: Viewer }) {
  const notes = viewer.clubNotes?.edges.map(({ node }) => node).filter(({ sentAt }) => Date.parse(sentAt) > serverNow() - NOTE_MS) ?? [];
  return notes.map(({ id, text, author, sentAt, club }) => (
    <article class="card" key={id}>
      <p class="note">{text}</p>
      <small class="quiet">{[author, club?.name, moment(sentAt)].filter(Boolean).join(' · ')}</small>
    </article>
  ));
}

function Clubs({ viewer }: { viewer: Viewer }) {
  const clubs = viewer.clubMemberships?.edges.map((edge) => edge.node.club).filter((club) => club !== null) ?? [];
  if (!clubs.length && viewer.account.role === 'LEARNER') return null;
  return (
    <a class="card link clubs" href={href('/clubs')}>
      <span><Icon name="people" /> {clubs.map((club) => club.name).join(', ') || t.clubs}</span>
    </a>
  );
}

function CourseCard({ course }: { course: CourseOfToday }) {
  if (!course.progress) return null;
  return (
    <a class="card link" href={href('/lessons')}>
      <h2>{course.title}</h2>
      <Bar value={course.progress.begun} of={course.progress.total} />
    </a>
  );
}
