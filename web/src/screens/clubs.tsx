import { create } from '../api';
import { errorsOf, Field, Submit, useForm } from '../components/form';
import { Icon } from '../components/icon';
import { Page } from '../components/page';
import { Empty, Missing } from '../components/states';
import { clubTexts, t } from '../i18n';
import CLUBS, { type Data } from '../operations/clubs.graphql';
import CREATE from '../operations/create-club.graphql';
import { useQuery } from '../query';
import { go, href } from '../router';

type Viewer = NonNullable<Data['viewer']>;

export function Clubs(_: { param: string }) {
  const query = useQuery(CLUBS, {});
  const { data } = query;
  const viewer = data?.viewer;
  return (
    <Page title={t.clubs} back="/">
      {!viewer && <Missing query={query} />}
      {viewer && (
        <>
          <Memberships viewer={viewer} />
          <a class="button" href={href('/join')}>{t.joinClub}</a>
          <a class="button" href={href('/contests')}>{clubTexts.contests}</a>
          {viewer.account.role === 'LEARNER' ? <p class="quiet">{clubTexts.whoFounds}</p> : <Found />}
        </>
      )}
    </Page>
  );
}

function Memberships({ viewer }: { viewer: Viewer }) {
  const memberships = viewer.clubMemberships?.edges.map(({ node }) => node) ?? [];
  const requests = viewer.clubJoinRequests?.edges.map(({ node }) => node).filter(({ status }) => status === 'OPEN') ?? [];
  return (
    <>
      {!memberships.length && <Empty><p>{clubTexts.noClubs}</p><p class="quiet">{t.clubExplained}</p></Empty>}
      {memberships.map(({ id, role, club }) => club && (
        <a class="card link" key={id} href={href(`/clubs/${club.id}`)}>
          <h2><Icon name="people" /> {club.name}</h2>
          <p class="quiet">{clubTexts.clubRoles[role]}</p>
          {!!club.openJoinRequests && <p><strong>{clubTexts.joinRequests}: {club.openJoinRequests}</strong></p>}
        </a>
      ))}
      {requests.map(({ id, clubName }) => <p class="quiet" key={id}>{clubTexts.requestSent({ name: clubName })}</p>)}
    </>
  );
}

function Found() {
  const form = useForm(({ name = '' }) => errorsOf(create(CREATE, { name }), ({ club }) => club && go(`/clubs/${club.id}`)));
  return (
    <form class="card" onSubmit={form.onSubmit}>
      <h2>{clubTexts.foundClub}</h2>
      <Field name="name" label={clubTexts.clubName} required maxLength={80} autocomplete="off" of={form} />
      <Submit of={form}>{clubTexts.foundClub}</Submit>
    </form>
  );
}
