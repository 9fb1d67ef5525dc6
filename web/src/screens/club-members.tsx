import { useEffect, useRef, useState } from 'preact/hooks';
import { mutate } from '../api';
import { errorsOf, Field, Submit, useAction, useForm } from '../components/form';
import { OnlyFirst } from '../components/only-first';
import { Page } from '../components/page';
import { Print } from '../components/print';
import { Missing } from '../components/states';
import { moment } from '../i18n/format';
import { clubTexts, t } from '../i18n';
import { nameOf } from '../members';
import CREATE_CODE from '../operations/create-member-login-code.graphql';
import MEMBERS, { type Data } from '../operations/club-members.graphql';
import SET_ALIAS from '../operations/set-club-member-alias.graphql';
import { useQuery } from '../query';
import { NoteForm } from './club-notes';

type Member = NonNullable<NonNullable<Data['club']>['members']>['edges'][number]['node'];
type Code = { code: string; username: string; expiresAt: string };

/** How long the user has to stop typing before the list is loaded, in milliseconds. */
const PAUSE = 300;

/** The members of a club, found by name; for a pupil who has forgotten the password, the leader makes a code. */
export function ClubMembers({ param }: { param: string }) {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(/[\p{L}\p{N}]/u.test(typed) ? typed.trim() : null), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = useQuery(MEMBERS, { id: param, search });
  const { data, reload } = query;
  const members = data?.club?.members;
  // The title stays the same while another search is loading.
  const title = useRef(clubTexts.members);
  if (data?.club) title.current = `${data.club.name}: ${clubTexts.members}`;
  return (
    <Page title={title.current} back={`/clubs/${param}`}>
      <Field
        label={clubTexts.findMember} type="search" maxLength={200} autocomplete="off" value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <p role="status">{members && clubTexts.byMembers({ count: members.totalCount ?? members.edges.length })}</p>
      {!members && <Missing query={query} />}
      {members && (
        <section class="card">
          <h2>{clubTexts.members}</h2>
          <ul class="roster">{members.edges.map(({ node }) => <Line key={node.id} club={param} member={node} onChange={reload} />)}</ul>
          <OnlyFirst of={members} />
          <Print />
        </section>
      )}
    </Page>
  );
}

type LineProperties = { club: string; member: Member; onChange: () => Promise<void> };

function Line({ club, member, onChange }: LineProperties) {
  const { id, displayName, alias, username, role } = member;
  const name = nameOf(member);
  const { act, isBusy, problem } = useAction();
  const [made, setMade] = useState<Code | null>(null);
  const make = () => act(async () => {
    const { code, username, expiresAt, errors } = await mutate(CREATE_CODE, { membershipId: id });
    setMade(code && username && expiresAt ? { code, username, expiresAt } : null);
    return errors;
  });
  return (
    <li>
      <h3>{name}</h3>
      <p class="quiet">{[alias && displayName, username, role === 'LEADER' && clubTexts.clubRoles.LEADER].filter(Boolean).join(' · ')}</p>
      {username && role === 'MEMBER' && (
        <button class="button small" aria-disabled={isBusy} onClick={() => void make()} aria-label={`${clubTexts.loginCode}: ${name}`}>
          {clubTexts.loginCode}
        </button>
      )}
      {made && (
        <p role="status">
          <strong class="code">{made.code}</strong> {clubTexts.loginCodeFor({ username: made.username, until: moment(made.expiresAt) })}
        </p>
      )}
      {problem}
      {role === 'MEMBER' && (
        <details>
          <summary>{clubTexts.nameAndNote}</summary>
          <AliasForm member={member} onChange={onChange} />
          <NoteForm clubId={club} member={id} onChange={onChange} />
        </details>
      )}
    </li>
  );
}

/** The leaders' own name for a member. */
function AliasForm({ member: { id, alias, displayName }, onChange }: { member: Member; onChange: () => Promise<void> }) {
  const form = useForm((values) =>
    errorsOf(mutate(SET_ALIAS, { id, alias: values['alias']?.trim() || null }), ({ errors }) => errors.length || onChange()));
  return (
    <form onSubmit={form.onSubmit}>
      <Field name="alias" label={clubTexts.ownName({ name: displayName })} defaultValue={alias ?? ''} maxLength={80} autocomplete="off" of={form} />
      <Submit of={form} class="button small">{t.save}</Submit>
    </form>
  );
}
