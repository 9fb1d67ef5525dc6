import { OnlyFirst } from '../components/only-first';
import { Page } from '../components/page';
import { Print } from '../components/print';
import { Empty, Missing } from '../components/states';
import { clubTexts, t } from '../i18n';
import { nameOf } from '../members';
import CLUB_LESSONS, { type Data } from '../operations/club-lessons.graphql';
import { useQuery } from '../query';

type Lessons = NonNullable<NonNullable<NonNullable<Data['club']>['insight']>['lessons']>;
type Progress = NonNullable<Lessons['members']>['edges'][number]['lessons'][number];

/** Whether a member has started a lesson, or has learned words of it that were assigned. */
const hasBegun = (progress: Progress | undefined) => !!progress && (progress.isStarted || progress.words.begun > 0);

/** Each member's progress in each lesson that somebody has started. */
export function ClubLessons({ param }: { param: string }) {
  const query = useQuery(CLUB_LESSONS, { id: param });
  const { data } = query;
  const club = data?.club;
  const lessons = club?.insight?.lessons;
  return (
    <Page title={club ? `${club.name}: ${clubTexts.membersByLesson}` : clubTexts.membersByLesson} back={`/clubs/${param}`}>
      {!lessons && <Missing query={query} />}
      {lessons && <LessonTable lessons={lessons} />}
    </Page>
  );
}

function LessonTable({ lessons: { lessons, members } }: { lessons: Lessons }) {
  const edges = members?.edges ?? [];
  const progress = new Map(edges.map(({ node, lessons }) => [node.id, new Map(lessons.map((each) => [each.lesson.id, each]))]));
  const started = lessons.filter(({ lesson }) => edges.some(({ node }) => hasBegun(progress.get(node.id)?.get(lesson.id))));
  if (!started.length) return <Empty><p>{clubTexts.noLessonsStarted}</p></Empty>;
  return (
    <section class="card">
      <div class="scroll" tabIndex={0} role="region" aria-label={clubTexts.membersByLesson}>
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">{t.lesson}</th>
              {edges.map(({ node }) => <th scope="col" key={node.id}><span>{nameOf(node)}</span></th>)}
            </tr>
          </thead>
          <tbody>
            {started.map(({ lesson, currentMembers }) => (
              <tr key={lesson.id}>
                <th scope="row">
                  {lesson.title}
                  {!!currentMembers && <small>{clubTexts.nowHere}: {currentMembers}</small>}
                </th>
                {edges.map(({ node }) => <Cell key={node.id} progress={progress.get(node.id)?.get(lesson.id)} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">{clubTexts.cellLegend}</p>
      <OnlyFirst of={members} />
      <Print />
    </section>
  );
}

function Cell({ progress }: { progress: Progress | undefined }) {
  if (!progress || !hasBegun(progress)) return <td class="none">–</td>;
  const { begun, learned, total } = progress.words;
  return learned >= total ? <td class="all">{begun}/{total} ✓</td> : <td>{begun}/{total}</td>;
}
