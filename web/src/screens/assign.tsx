import { useState } from 'preact/hooks';
import { create } from '../api';
import { Check, errorsOf, Field, Submit, useForm } from '../components/form';
import { Kazakh, spelled } from '../components/kazakh';
import { Older } from '../components/older';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { dayFromToday } from '../days';
import { clubTexts, t } from '../i18n';
import { nameOf } from '../members';
import CHOICES, { type Data } from '../operations/assignment-choices.graphql';
import MEMBERS from '../operations/club-members.graphql';
import CREATE from '../operations/create-assignment.graphql';
import { useQuery } from '../query';
import { go } from '../router';

type Lessons = NonNullable<Data['course']>['lessons'];

/** Assigns lessons and words to all members of a club, or to some. */
export function Assign({ param }: { param: string }) {
  const query = useQuery(CHOICES, { id: param });
  const { data } = query;
  return (
    <Page title={clubTexts.assign} back={`/clubs/${param}/assignments`}>
      {data?.club ? <AssignForm clubId={param} lessons={data.course?.lessons ?? []} /> : <Missing query={query} />}
    </Page>
  );
}

/** The ids of the boxes of one kind that are checked. */
const chosen = (values: Record<string, string>, kind: string) =>
  Object.keys(values).filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));

function AssignForm({ clubId, lessons }: { clubId: string; lessons: Lessons }) {
  const [isForSome, setForSome] = useState(false);
  const form = useForm((values) => {
    const note = (values['note'] ?? '').trim();
    const input: Schema.CreateAssignmentInput = {
      clubId,
      lessonIds: chosen(values, 'lesson '),
      wordIds: chosen(values, 'word '),
      until: values['until'] ?? '',
      ...(note && { note }),
      ...(isForSome && { membershipIds: chosen(values, 'member ') }),
    };
    return errorsOf(create(CREATE, input), ({ assignment }) => assignment && go(`/clubs/${clubId}/assignments`, { replace: true }));
  });
  return (
    <form class="card" onSubmit={form.onSubmit}>
      <fieldset>
        <legend>{t.lessons}</legend>
        <div class="list" tabIndex={0} role="group" aria-label={t.lessons}>
          {lessons.map(({ id, title }) => (
            <Check key={id} name={`lesson ${id}`}>{title}</Check>
          ))}
        </div>
      </fieldset>
      <Words lessons={lessons} />
      <fieldset>
        <legend>{clubTexts.forWhom}</legend>
        <Check type="radio" name="whom" value="all" checked={!isForSome} onChange={() => setForSome(false)}>{clubTexts.forAll}</Check>
        <Check type="radio" name="whom" value="some" checked={isForSome} onChange={() => setForSome(true)}>{clubTexts.forSome}</Check>
        {isForSome && <Choices id={clubId} />}
      </fieldset>
      <Field
        name="until" label={clubTexts.lastDay} type="date" required
        min={dayFromToday(0)} max={dayFromToday(366)} defaultValue={dayFromToday(7)} of={form}
      />
      <Field name="note" label={clubTexts.noteForMembers} maxLength={2000} autocomplete="off" of={form} />
      <Submit of={form}>{clubTexts.assign}</Submit>
    </form>
  );
}

/** The members, to choose from. A button loads the next page. Leaders get no assignments. */
function Choices({ id, after = null }: { id: string; after?: string | null }) {
  const query = useQuery(MEMBERS, { id, after });
  const found = query.data?.club?.members;
  if (!found) return <Missing query={query} />;
  const members = found.edges.map(({ node }) => node).filter(({ role }) => role === 'MEMBER');
  return (
    <>
      {members.map((member) => (
        <Check class="check inner" key={member.id} name={`member ${member.id}`}>{nameOf(member)}</Check>
      ))}
      {!members.length && !after && <p class="quiet">{clubTexts.noMembers}</p>}
      <Older pageInfo={found.pageInfo}>{(next) => <Choices id={id} after={next} />}</Older>
    </>
  );
}

/** The maximum number of words that a search shows. */
const SHOWN = 20;

/** Single words: those that are chosen, and those that match a search. */
function Words({ lessons }: { lessons: Lessons }) {
  const [search, setSearch] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const words = lessons.flatMap((lesson) => lesson.words);
  const text = search.trim().toLowerCase();
  const isFound = (headword: string) => [headword, spelled(headword)].some((each) => each.toLowerCase().includes(text));
  const matches = text ? words.filter(({ id, headword }) => !picked.has(id) && isFound(headword)) : [];
  const shown = [...words.filter(({ id }) => picked.has(id)), ...matches.slice(0, SHOWN)];
  const toggle = (id: string) => setPicked((before) => {
    const after = new Set(before);
    if (!after.delete(id)) after.add(id);
    return after;
  });
  return (
    <details>
      <summary>{clubTexts.singleWords}</summary>
      <Field
        label={clubTexts.findWord} type="search" lang="kk" autocomplete="off" value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === 'Enter') event.preventDefault(); }}
      />
      {shown.map(({ id, headword }) => (
        <Check key={id} name={`word ${id}`} checked={picked.has(id)} onChange={() => toggle(id)}><Kazakh text={headword} /></Check>
      ))}
    </details>
  );
}
