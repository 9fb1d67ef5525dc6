import { useState } from 'preact/hooks';
import { Bars } from '../components/bars';
import { Field, Select } from '../components/form';
import { OnlyFirst } from '../components/only-first';
import { Page } from '../components/page';
import { Print } from '../components/print';
import { Missing } from '../components/states';
import { dayFromToday } from '../days';
import { clubTexts, t } from '../i18n';
import { nameOf } from '../members';
import READINESS, { type Data } from '../operations/club-readiness.graphql';
import LESSONS from '../operations/taught-lessons.graphql';
import { useQuery } from '../query';

type Readiness = NonNullable<NonNullable<NonNullable<Data['club']>['insight']>['readiness']>;

/** How many words the members will know on a day: with reviews until then, and without. */
export function ClubReadiness({ param }: { param: string }) {
  const [on, setOn] = useState(dayFromToday(30));
  const [lesson, setLesson] = useState('');
  const taught = useQuery(LESSONS, {});
  const lessons = taught.data?.course?.lessons;
  return (
    <Page title={clubTexts.readiness} back={`/clubs/${param}`}>
      <section class="card">
        <p>{clubTexts.readinessExplained}</p>
        <Field
          label={clubTexts.day} type="date" required value={on} min={dayFromToday(0)} max={dayFromToday(400)}
          onChange={(event) => { if (event.currentTarget.validity.valid) setOn(event.currentTarget.value); }}
        />
        <Select
          label={t.words} options={[['', clubTexts.allLessons], ...(lessons ?? []).map(({ id, title }) => [id, title] as const)]}
          chosen={lesson} onChange={(event) => setLesson(event.currentTarget.value)}
        />
      </section>
      {lessons
        ? <Shown club={param} on={on} lessonIds={lesson ? [lesson] : lessons.map(({ id }) => id)} />
        : <Missing query={taught} />}
    </Page>
  );
}

function Shown({ club, on, lessonIds }: { club: string; on: string; lessonIds: string[] }) {
  const query = useQuery(READINESS, { id: club, on, lessonIds });
  const found = query.data?.club?.insight?.readiness;
  return found ? <Forecast readiness={found} /> : <Missing query={query} />;
}

function Forecast({ readiness: { wordCount, sharingMembers, withReviews, withoutReviews, members } }: { readiness: Readiness }) {
  const edges = members?.edges ?? [];
  const means = ([[clubTexts.withReviews, withReviews], [clubTexts.withoutReviews, withoutReviews]] as const)
    .flatMap(([name, mean]) => (mean ? [{ name, value: mean.known, text: `${Math.round(mean.low)}–${Math.round(mean.high)}` }] : []));
  return (
    <section class="card">
      <h2>{withReviews ? t.wordsOf({ done: Math.round(withReviews.known), total: wordCount }) : t.wordCount({ count: wordCount })}</h2>
      {means.length ? <Bars rows={means} most={wordCount} /> : <p class="quiet">{clubTexts.withheld({ count: sharingMembers })}</p>}
      <h3>{clubTexts.members}</h3>
      <Bars
        most={wordCount}
        rows={edges.map(({ node, withReviews }) => ({
          name: nameOf(node), value: withReviews.known, text: t.wordsOf({ done: Math.round(withReviews.known), total: wordCount }),
        }))}
      />
      <OnlyFirst of={members} />
      <Print />
    </section>
  );
}
