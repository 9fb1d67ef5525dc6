import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../api';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { moment } from '../i18n/format';
import { clubTexts, language } from '../i18n';
import CREATE_CODE from '../operations/create-member-login-code.graphql';
import MEMBERS, { type Data } from '../operations/club-members.graphql';
import { useQuery } from '../query';
import { useAction } from '../components/action';

type Member = NonNullable<NonNullable<Data['club']>['members']>['edges'][number]['node'];
type Code = { code: string; username: string; expiresAt: string };

/** How long the typing has to pause before the list is loaded, in milliseconds. */
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
  const { data } = query;
  const members = data?.club?.members;
  // A new title takes the focus, so it stays while another search is loading.
  const title = useRef(clubTexts.members);
  if (data?.club) title.current = `${data.club.name}: ${clubTexts.members}`;
  return (
    <Page title={title.current} back={`/clubs/${param}`}>
      <div class="field">
        <label for="find-member">{clubTexts.findMember}</label>
        <input
          id="find-member" type="search" maxLength={200} autocomplete="off" value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {!members && <Missing query={query} />}
      {members && (
        <section class="card">
          <h2>{clubTexts.members}</h2>
          <p role="status">{clubTexts.byMembers(members.totalCount ?? members.edges.length)}</p>
          <ul class="roster">{members.edges.map(({ node }) => <Line key={node.id} member={node} />)}</ul>
          {members.pageInfo.hasNextPage && <p class="quiet">{clubTexts.onlyFirst(members.edges.length)}</p>}
        </section>
      )}
    </Page>
  );
}

function Line({ member: { id, displayName, alias, username, role } }: { member: Member }) {
  const { act, isBusy, problem } = useAction();
  const [made, setMade] = useState<Code | null>(null);
  const make = () => act(async () => {
    const payload = (await ask(CREATE_CODE, { input: { membershipId: id } })).createMemberLoginCode;
    const { code, username, expiresAt, errors } = payload ?? { code: null, username: null, expiresAt: null, errors: [] };
    setMade(code && username && expiresAt ? { code, username, expiresAt } : null);
    return errors;
  });
  return (
    <li>
      <h3>{displayName}</h3>
      <p class="quiet">{[alias, username, role === 'LEADER' && clubTexts.clubRoles.LEADER].filter(Boolean).join(' · ')}</p>
      {username && role === 'MEMBER' && (
        <button class="button small" disabled={isBusy} onClick={() => void make()} aria-label={`${clubTexts.loginCode}: ${displayName}`}>
          {clubTexts.loginCode}
        </button>
      )}
      {made && (
        <p role="status">
          <strong class="code">{made.code}</strong> {clubTexts.loginCodeFor(made.username, moment(language.value, made.expiresAt))}
        </p>
      )}
      {problem && <p class="error" role="alert">{problem}</p>}
    </li>
  );
}
