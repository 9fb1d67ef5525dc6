import { Older } from '../components/older';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { momentWithYear } from '../i18n/format';
import { accountTexts } from '../i18n';
import LOG, { type Data } from '../operations/account-log.graphql';
import { useQuery, type Loaded } from '../query';
import { ChangePassword } from './change-password';

type Entry = NonNullable<NonNullable<Data['viewer']>['accountLog']>['edges'][number]['node'];

/** What happened to the account besides studying, the latest first, and what to do about it. */
export function AccountLog(_: { param: string }) {
  const query = useQuery(LOG, {});
  return (
    <Page title={accountTexts.accountLog} back="/settings">
      <section class="card"><Entries query={query} /></section>
      <section class="card">
        <p>{accountTexts.wasNotYou}</p>
        <ChangePassword onChange={query.reload} />
      </section>
    </Page>
  );
}

/** A page of the log. A button loads the earlier entries. */
function Entries({ query }: { query: Loaded<Data> }) {
  const log = query.data?.viewer?.accountLog;
  if (!log) return <Missing query={query} />;
  return (
    <>
      {!log.edges.length && <p class="quiet">{accountTexts.nothingLogged}</p>}
      <ul class="plain">{log.edges.map(({ node }) => <Line key={node.id} entry={node} />)}</ul>
      <Older pageInfo={log.pageInfo}>{(after) => <OlderEntries after={after} />}</Older>
    </>
  );
}

const OlderEntries = (page: { after: string | null }) => <Entries query={useQuery(LOG, page)} />;

function Line({ entry: { action, role, actor, actorName, loggedAt } }: { entry: Entry }) {
  // A newer service may return further actions.
  const actions: Partial<Record<Schema.AccountAction, string>> = accountTexts.accountActions;
  return (
    <li>
      {actions[action] ?? action}{role && `: ${accountTexts.roles[role]}`}{' '}
      <small class="quiet">
        {[accountTexts.accountActors[actor], actorName, momentWithYear(loggedAt)].filter(Boolean).join(', ')}
      </small>
    </li>
  );
}
