import { useEffect, useState } from 'preact/hooks';
import { mutate } from '../api';
import { errorsOf, useAction } from '../components/form';
import { Bar } from '../components/bar';
import { Kazakh } from '../components/kazakh';
import { Older } from '../components/older';
import { OnlyFirst } from '../components/only-first';
import { Page } from '../components/page';
import { Print } from '../components/print';
import { Empty, Missing } from '../components/states';
import { dayFromToday } from '../days';
import { dayAndMonth } from '../i18n/format';
import { clubTexts, t } from '../i18n';
import { follow } from '../follow';
import { nameOf } from '../members';
import FOLLOWED from '../operations/assignment-progress.graphql';
import ASSIGNMENTS, { type Data } from '../operations/assignments.graphql';
import WITHDRAW from '../operations/withdraw-assignment.graphql';
import { useQuery } from '../query';
import { href } from '../router';

type Assignment = NonNullable<NonNullable<Data['club']>['assignments']>['edges'][number]['node'];
type MemberProgress = NonNullable<NonNullable<Assignment['progress']>['edges'][number]['progress']>;
/** The progress of the members who share it, by member. */
type Live = Record<string, MemberProgress>;

/** The assignments of a club, the latest first, and the members' progress with them. A button loads the older ones. */
export function Assignments({ param, after = null }: { param: string; after?: string | null }) {
  const query = useQuery(ASSIGNMENTS, { id: param, after });
  const { data, reload } = query;
  const club = data?.club;
  const page = club?.assignments;
  const assignments = page?.edges.map(({ node }) => node);
  /** What has been followed, by assignment. */
  const [live, setLive] = useState<Record<string, Live>>({});
  const running = assignments?.filter(({ withdrawnAt, until }) => !withdrawnAt && until >= dayFromToday(-1)).map(({ id }) => id) ?? [];
  useEffect(() => {
    if (!running.length) return undefined;
    return follow(FOLLOWED, running.map((assignmentId) => ({ assignmentId })), ({ assignmentProgress }, { assignmentId }) => {
      const news = assignmentProgress?.members.map(({ membership, progress }) => [membership.id, progress]) ?? [];
      setLive((before) => ({ ...before, [assignmentId]: { ...before[assignmentId], ...Object.fromEntries(news) } }));
    });
  }, [running.join()]);
  const shown = assignments ? (
    <>
      {!after && <a class="button primary" href={href(`/clubs/${param}/assign`)}>{clubTexts.assign}</a>}
      {!assignments.length && <Empty><p>{clubTexts.noAssignments}</p></Empty>}
      {assignments.map((assignment) => <Card key={assignment.id} assignment={assignment} live={live[assignment.id] ?? {}} onChange={reload} />)}
      <Older pageInfo={page!.pageInfo}>{(next) => <Assignments param={param} after={next} />}</Older>
      {!after && <Print />}
    </>
  ) : <Missing query={query} />;
  return after ? shown : <Page title={club ? `${club.name}: ${t.assignments}` : t.assignments} back={`/clubs/${param}`}>{shown}</Page>;
}

/** The lessons of an assignment, and its other words. */
export function titleOf({ lessons, words }: Pick<Assignment, 'words'> & { lessons: { title: string; words: { id: string }[] }[] }) {
  // The words of the lessons are among those of the assignment.
  const taught = new Set(lessons.flatMap((lesson) => lesson.words.map(({ id }) => id)));
  const single = words.filter(({ id }) => !taught.has(id)).map(({ id, headword }) => <Kazakh key={id} text={headword} />);
  return [...lessons.map(({ title }) => title), ...single].flatMap((each, at) => (at ? [', ', each] : each));
}

type CardProperties = { assignment: Assignment; live: Live; onChange: () => Promise<void> };

function Card({ assignment, live, onChange }: CardProperties) {
  const { id, note, until, withdrawnAt, progress, progressCounts } = assignment;
  const { act, isBusy, problem } = useAction();
  const members = (progress?.edges ?? []).map((edge) => ({ ...edge, progress: live[edge.node.id] ?? edge.progress }));
  // The first event of what is followed is about all members; the list may be shorter.
  const followed = Object.values(live);
  const sharing = followed.length || progressCounts?.sharingMembers;
  const done = followed.length ? followed.filter(({ status }) => status === 'DONE').length : progressCounts?.done;
  const withdraw = () => act(() => errorsOf(mutate(WITHDRAW, { id }), onChange));
  return (
    <article class="card assignment">
      <h2 id={id}>{titleOf(assignment)}</h2>
      <p class="quiet">{t.until({ date: dayAndMonth(until) })}{withdrawnAt && ` · ${clubTexts.withdrawn}`}</p>
      {note && <p class="note">{note}</p>}
      {!!sharing && <p>{clubTexts.doneBy({ done: done ?? 0, of: sharing })}</p>}
      <OnlyFirst of={progress} />
      <ul class="roster">
        {members.map(({ node, progress }) => (
          <li key={node.id}>
            <h3>{nameOf(node)}</h3>
            {progress ? (
              <>
                <Bar value={progress.wordsDone} of={progress.words} />
                <p class={progress.status === 'LATE' || progress.status === 'MISSED' ? 'risk' : 'quiet'}>{clubTexts.assignmentStatuses[progress.status]}</p>
              </>
            ) : <p class="quiet">{clubTexts.sharesNothing}</p>}
          </li>
        ))}
      </ul>
      {!withdrawnAt && (
        <button class="button small" aria-disabled={isBusy} onClick={() => void withdraw()} aria-describedby={id}>{clubTexts.withdraw}</button>
      )}
      {problem}
    </article>
  );
}
