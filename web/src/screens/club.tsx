import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { create, download, mutate } from '../api';
import { AccessLog } from '../components/access-log';
import { Ask } from '../components/ask';
import { Check, errorsOf, Field, Select, Submit, useAction, useForm } from '../components/form';
import { Older } from '../components/older';
import { Page } from '../components/page';
import { Print } from '../components/print';
import { QrCode } from '../components/qr-code';
import { Missing } from '../components/states';
import { moment } from '../i18n/format';
import { clubTexts, t } from '../i18n';
import CLUB, { type Data } from '../operations/club.graphql';
import INVITATIONS from '../operations/club-invitations.graphql';
import INVITE from '../operations/create-club-invitation.graphql';
import DECIDE from '../operations/decide-join-request.graphql';
import LEAVE from '../operations/leave-club.graphql';
import ORGANIZATIONS from '../operations/organizations.graphql';
import REVOKE from '../operations/revoke-club-invitation.graphql';
import TODAY from '../operations/today.graphql';
import UPDATE from '../operations/update-club.graphql';
import SHARING from '../operations/update-club-sharing.graphql';
import { useQuery } from '../query';
import { go, href, SERVICE } from '../router';
import { EndOfClub } from './end-of-club';
import { ClubNotes } from './club-notes';
import { ImportMembers } from './import-members';
import { SHARES } from './join-club';
import { NotFound } from './not-found';
import { Assignments } from './today';

type ClubData = NonNullable<Data['club']>;
type Part = { club: ClubData; onChange: () => Promise<void> };

/** A club: for its leaders, the way to all that concerns it; for its members, what they share. */
export function Club({ param }: { param: string }) {
  const query = useQuery(CLUB, { id: param });
  const { data, reload } = query;
  const club = data?.club;
  if (data && !club) return <NotFound param="" />;
  return (
    <Page title={club?.name ?? t.clubs} back="/clubs">
      {!club && <Missing query={query} />}
      {club && (club.viewerMembership.role === 'LEADER' ? (
        <>
          <nav class="tiles" aria-label={club.name}>
            <a class="button primary" href={href(`/clubs/${club.id}/insight`)}>{clubTexts.insight}</a>
            <a class="button" href={href(`/clubs/${club.id}/members`)}>{clubTexts.members}</a>
            <a class="button" href={href(`/clubs/${club.id}/lessons`)}>{clubTexts.membersByLesson}</a>
            <a class="button" href={href(`/clubs/${club.id}/readiness`)}>{clubTexts.readiness}</a>
            <a class="button" href={href(`/clubs/${club.id}/assignments`)}>{t.assignments}</a>
          </nav>
          {!club.archivedAt && (
            <>
              <JoinRequests club={club} onChange={reload} />
              <Invitations club={club} onChange={reload} />
              <ImportMembers clubId={club.id} onChange={reload} />
            </>
          )}
          <ClubNotes club={club} onChange={reload} />
          <Files club={club} />
          {!club.archivedAt && <ClubSettings club={club} onChange={reload} />}
          <EndOfClub club={club} onChange={reload} />
        </>
      ) : (
        <>
          {club.archivedAt && <p class="quiet">{clubTexts.isArchived}</p>}
          <OwnAssignments clubId={club.id} />
          <ClubNotes club={club} onChange={reload} />
          <section class="card">
            <Sharing club={club} shares={club.viewerMembership.shares} title={<h2>{clubTexts.whatYouShare}</h2>} onChange={reload} />
          </section>
          <section class="card">
            <h2>{t.whoLooked}</h2>
            <AccessLog clubId={club.id} />
          </section>
        </>
      ))}
      {club && <Leave clubId={club.id} />}
    </Page>
  );
}

/** What the member is still to do. */
function OwnAssignments({ clubId }: { clubId: string }) {
  const viewer = useQuery(TODAY, {}).data?.viewer;
  return viewer ? <Assignments viewer={viewer} clubId={clubId} /> : null;
}

/** The join requests that wait for a decision. */
function JoinRequests({ club, onChange }: Part) {
  const { act, isBusy, problem } = useAction();
  const requests = club.joinRequests?.edges.map(({ node }) => node).filter(({ status }) => status === 'OPEN') ?? [];
  const decide = (id: string, accept: boolean) => act(() => errorsOf(mutate(DECIDE, { id, accept }), onChange));
  if (!requests.length) return null;
  return (
    <section class="card">
      <h2>{clubTexts.joinRequests}</h2>
      {requests.map(({ id, displayName, message, requestedAt }) => (
        <article class="row" key={id}>
          <p><strong>{displayName}</strong> <small class="quiet">{moment(requestedAt)}</small></p>
          {message && <p>{message}</p>}
          <p class="actions">
            <button class="button small" aria-disabled={isBusy} onClick={() => void decide(id, true)} aria-label={`${clubTexts.accept}: ${displayName}`}>{clubTexts.accept}</button>
            <button class="button small" aria-disabled={isBusy} onClick={() => void decide(id, false)} aria-label={`${clubTexts.decline}: ${displayName}`}>{clubTexts.decline}</button>
          </p>
        </article>
      ))}
      {problem}
    </section>
  );
}

/** The name of a club, and where it is listed. */
function ClubSettings({ club, onChange }: Part) {
  const { data } = useQuery(ORGANIZATIONS, {});
  const update = (changes: Omit<Schema.UpdateClubInput, 'id'>) => errorsOf(mutate(UPDATE, { id: club.id, ...changes }), onChange);
  const form = useForm(({ name = '' }) => update({ name }));
  const { act, problem } = useAction();
  // A club that accepts join requests is listed on the public page of its organization.
  const listedWith = club.acceptsJoinRequests ? club.organization?.id : '';
  const list = (organizationId: string) =>
    act(() => update({ acceptsJoinRequests: !!organizationId, ...(organizationId && { organizationId }) }));
  return (
    <section class="card">
      <h2>{t.settings}</h2>
      <form class="fields" onSubmit={form.onSubmit}>
        <Field name="name" label={clubTexts.clubName} defaultValue={club.name} required maxLength={80} autocomplete="off" of={form} />
        <Submit of={form} class="button small">{t.save}</Submit>
      </form>
      <Select
        label={clubTexts.listedWith} chosen={listedWith} onChange={(event) => void list(event.currentTarget.value)}
        options={[['', clubTexts.alone], ...(data?.organizations?.edges ?? []).map(({ node }) => [node.id, node.name] as const)]}
      />
      {problem}
    </section>
  );
}

function Invitations({ club, onChange }: Part) {
  const form = useForm(({ label = '' }) =>
    errorsOf(create(INVITE, { clubId: club.id, ...(label.trim() && { label }) }), onChange));
  return (
    <section class="card">
      <h2>{clubTexts.invite}</h2>
      <p>{clubTexts.inviteExplained}</p>
      <Codes club={club} onChange={onChange} />
      <details>
        <summary>{clubTexts.newInvitation}</summary>
        <form onSubmit={form.onSubmit}>
          <Field name="label" label={clubTexts.invitationFor} maxLength={80} autocomplete="off" of={form} />
          <Submit of={form} class="button">{clubTexts.newInvitation}</Submit>
        </form>
      </details>
    </section>
  );
}

type CodesProperties = { club: Pick<ClubData, 'id' | 'invitations'>; onChange: Part['onChange'] };

/** A page of the invitations, those for one person apart, and then the older ones. */
function Codes({ club, onChange }: CodesProperties) {
  const { act, isBusy: isRevoking, problem } = useAction();
  const [copied, setCopied] = useState('');
  const { edges = [], pageInfo } = club.invitations ?? {};
  const link = (code: string) => `${SERVICE}app/join/${code}`;
  const copy = (code: string) => act(async () => {
    await navigator.clipboard.writeText(link(code));
    setCopied(code);
    return [];
  });
  const revoke = (id: string) => act(() => errorsOf(mutate(REVOKE, { id }), onChange));
  const shown = (isPersonal: boolean) => (
    <ul class="plain">
      {edges.filter(({ node }) => (node.maxUses === 1) === isPersonal).map(({ node: { id, code, label, maxUses, uses } }) => (
        <li class="invitation" key={id}>
          <p>
            <strong class="code">{code}</strong> {label}{' '}
            <small class="quiet">
              {maxUses === null ? clubTexts.uses({ count: uses }) : clubTexts.usesOf({ count: uses, most: maxUses })}
            </small>
            <span class="on-paper">{link(code)}</span>
          </p>
          <p class="actions">
            <button class="button small" onClick={() => void copy(code)} aria-label={`${clubTexts.copyLink}: ${code}`}>
              {copied === code ? t.copied : clubTexts.copyLink}
            </button>
            <button class="button small" aria-disabled={isRevoking} onClick={() => void revoke(id)} aria-label={`${clubTexts.revoke}: ${code}`}>{clubTexts.revoke}</button>
          </p>
          <details>
            <summary>{clubTexts.qrCode}</summary>
            <QrCode text={link(code)} label={`${clubTexts.qrCode}: ${code}`} />
          </details>
        </li>
      ))}
    </ul>
  );
  const personal = edges.filter(({ node }) => node.maxUses === 1).length;
  return (
    <>
      {shown(false)}
      {personal > 0 && (
        <details class="slips">
          <summary>{clubTexts.personalCodes}: {personal}</summary>
          {shown(true)}
          <Print />
        </details>
      )}
      <p class="visually-hidden" role="status">{copied && t.copied}</p>
      {problem}
      {pageInfo && <Older pageInfo={pageInfo}>{(after) => <OlderCodes id={club.id} after={after} />}</Older>}
    </>
  );
}

function OlderCodes(page: { id: string; after: string | null }) {
  const query = useQuery(INVITATIONS, page);
  const club = query.data?.club;
  return club ? <Codes club={club} onChange={query.reload} /> : <Missing query={query} />;
}

/** The files need the session token, so they cannot be plain links. */
function Files({ club }: { club: ClubData }) {
  const { act, isBusy, problem } = useAction();
  const files = [
    [clubTexts.resultsFile, club.resultsPath], [clubTexts.oneRosterFile, club.oneRosterPath], [clubTexts.statementsFile, club.statementsPath],
  ] as const;
  const save = (path: string) => act(async () => {
    await download(path);
    return [];
  });
  return (
    <section class="card">
      <h2>{clubTexts.files}</h2>
      <p class="quiet">{clubTexts.filesExplained}</p>
      {files.map(([name, path]) => path && (
        <button class="button" key={name} aria-disabled={isBusy} onClick={() => void save(path)}>{name}</button>
      ))}
      {problem}
    </section>
  );
}

type SharingProperties = {
  club: { id: string };
  shares: Schema.ClubShare[];
  title: ComponentChildren;
  onChange: () => Promise<void>;
};

/** What a member shares with the leaders. Each change waits for the one before, and starts from its result. */
export function Sharing({ club, shares, title, onChange }: SharingProperties) {
  const { act, isBusy, problem } = useAction();
  const [current, setCurrent] = useState(shares);
  useEffect(() => setCurrent(shares), [shares]);
  const share = (chosen: Schema.ClubShare[]) => act(async () => {
    const { clubMembership, errors } = await mutate(SHARING, { clubId: club.id, shares: chosen });
    if (clubMembership) setCurrent(clubMembership.shares);
    await onChange();
    return errors;
  });
  return (
    <>
      <fieldset aria-disabled={isBusy} onClick={(event) => isBusy && event.preventDefault()}>
        <legend>{title}</legend>
        {SHARES.map((each) => (
          <Check
            key={each} checked={current.includes(each)}
            onChange={(event) =>
              void share(event.currentTarget.checked ? [...current, each] : current.filter((other) => other !== each))}
          >
            {t.shares[each]}
          </Check>
        ))}
      </fieldset>
      {problem}
    </>
  );
}

function Leave({ clubId }: { clubId: string }) {
  const [isAsking, setAsking] = useState(false);
  const { act, isBusy, problem } = useAction();
  const leave = () => act(() =>
    errorsOf(mutate(LEAVE, { clubId }), ({ deletedClubMembershipId }) => deletedClubMembershipId && go('/clubs', { replace: true })));
  return (
    <section>
      <Ask
        isAsking={isAsking} label={clubTexts.leaveClub} question={clubTexts.leaveLoses} onCancel={() => setAsking(false)}
        opener={<button class="button plain" onClick={() => setAsking(true)}>{clubTexts.leaveClub}</button>}
      >
        <button class="button danger" aria-disabled={isBusy} onClick={() => void leave()}>{clubTexts.leaveAnyway}</button>
      </Ask>
      {problem}
    </section>
  );
}
