import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Ask } from '../components/ask';
import { Check, errorsOf, Field, Select, Submit, useAction, useForm } from '../components/form';
import { Missing } from '../components/states';
import { dayFromToday } from '../days';
import { EditorPage } from '../editing/editor-page';
import { Fieldset } from '../editing/field';
import type { Reference } from '../editing/fields';
import { ReferenceField } from '../editing/reference-field';
import { dayAndMonth } from '../i18n/format';
import { clubTexts, editorTexts as e, t } from '../i18n';
import CREATE from '../operations/create-contest.graphql';
import CONTESTS, { type Data } from '../operations/edit-contests.graphql';
import WITHDRAW from '../operations/withdraw-contest.graphql';
import { useQuery } from '../query';
import { go, href } from '../router';

type Contest = NonNullable<Data['contests']>['edges'][number]['node'];
type Course = NonNullable<Data['courses']>['edges'][number]['node'];

/** Creates contests, and withdraws them. */
export function EditContests(_: { param: string }) {
  const query = useQuery(CONTESTS, {});
  const { data, reload } = query;
  return (
    <EditorPage title={clubTexts.contests} back="/edit">
      {!data && <Missing query={query} />}
      {data && <NewContest courses={data.courses?.edges.map(({ node }) => node) ?? []} />}
      {data?.contests?.edges.map(({ node }) => <Existing key={node.id} contest={node} onChange={reload} />).reverse()}
    </EditorPage>
  );
}

function NewContest({ courses }: { courses: Course[] }) {
  const [event, setEvent] = useState<Reference | null>(null);
  const form = useForm(async ({ from = '', until = '', teams, ...chosen }) => {
    if (!event) return [{ code: 'REQUIRED', message: e.problems.REQUIRED, path: ['eventId'] }];
    const lessonIds = courses.flatMap(({ lessons }) => lessons).map(({ id }) => id).filter((id) => chosen[id]);
    const input = { eventId: event.id, lessonIds, from, until, teams: (teams || null) as Schema.ContestTeamKind | null };
    const { contest, errors } = await mutate(CREATE, input);
    if (contest) go(`/contests/${contest.id}`);
    return errors;
  });
  const messages = {
    eventId: form.messageFor('eventId'),
    // The service reports too many words, or none, at `wordIds`.
    lessonIds: form.messageFor('lessonIds') || form.messageFor('wordIds'),
  };
  return (
    <form class="card" onSubmit={form.onSubmit}>
      <h2>{clubTexts.newContest}</h2>
      <ReferenceField
        field={{ name: 'eventId', type: 'reference', to: 'event', isRequired: true }} path="eventId" value={event} messages={messages}
        onChange={(value) => setEvent(value as Reference | null)}
      />
      <Fieldset legend={t.lessons} path="lessonIds" messages={messages} isRequired>
        <div class="list" tabIndex={0} role="group" aria-label={t.lessons}>
          {courses.map(({ id, title, lessons }) => (
            <section key={id}>
              <h3>{title}</h3>
              {lessons.map((lesson) => (
                <Check key={lesson.id} name={lesson.id}>{lesson.title}</Check>
              ))}
            </section>
          ))}
        </div>
      </Fieldset>
      <Field name="from" label={e.firstDay} type="date" required defaultValue={dayFromToday(0)} of={form} />
      <Field name="until" label={clubTexts.lastDay} type="date" required defaultValue={dayFromToday(30)} of={form} />
      <Select name="teams" label={clubTexts.teams} options={[['', clubTexts.alone], ...Object.entries<string>(e.contestTeams)]} />
      <Submit of={form}>{e.create}</Submit>
    </form>
  );
}

function Existing({ contest: { id, event, from, until }, onChange }: { contest: Contest; onChange: () => Promise<void> }) {
  const [isAsking, setAsking] = useState(false);
  const { act, isBusy, problem } = useAction();
  const name = event?.title ?? clubTexts.contest;
  const withdraw = () => act(() => errorsOf(mutate(WITHDRAW, { id }), onChange));
  return (
    <article class="card">
      <h2><a class="entry" href={href(`/contests/${id}`)}>{name}</a></h2>
      <p class="quiet">{dayAndMonth(from)} – {dayAndMonth(until)}</p>
      <Ask
        isAsking={isAsking} label={`${e.withdraw}: ${name}`} question={e.withdrawQuestion} onCancel={() => setAsking(false)}
        opener={<button class="button small" onClick={() => setAsking(true)} aria-label={`${e.withdraw}: ${name}`}>{e.withdraw}</button>}
      >
        <button class="button danger" aria-disabled={isBusy} onClick={() => void withdraw()}>{e.withdraw}</button>
      </Ask>
      {problem}
    </article>
  );
}
