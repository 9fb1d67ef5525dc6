import { useState } from 'preact/hooks';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { momentWithYear } from '../i18n/format';
import { accountTexts } from '../i18n';
import LOG, { type Data } from '../operations/account-log.graphql';
import { useQuery } from '../query';
import { ChangePassword } from './change-password';

type Entry = NonNullable<NonNullable<Data['viewer']>['accountLog']>['edges'][number]['node'];

/** What happened to the account besides studying, the latest first, and what to do about it. */
export function AccountLog(_: { param: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const query = useQuery(LOG, { after });
  const log = query.data?.viewer?.accountLog;
  return (
    <Page title={accountTexts.accountLog_} back="/settings">
      {!log && <Missing query={query} />}
      {log && (
        <section class="card">
          {!log.edges.length && <p class="quiet">{accountTexts.nothingLogged_}</p>}
          <ul class="plain">{log.edges.map(({ node }) => <Line key={node.id} entry={node} />)}</ul>
          {log.pageInfo.hasNextPage && <button class="button" onClick={() => setAfter(log.pageInfo.endCursor)}>{accountTexts.older_}</button>}
        </section>
      )}
      <section class="card">
        <p>{accountTexts.wasNotYou_}</p>
        <ChangePassword onChange={query.reload} />
      </section>
    </Page>
  );
}

function Line({ entry: { action, role, actor, actorName, loggedAt } }: { entry: Entry }) {
  // A newer service may return further actions.
  const actions: Partial<Record<Schema.AccountAction, string>> = accountTexts.accountActions_;
  return (
    <li>
      {actions[action] ?? action}{role && `: ${accountTexts.roles_[role]}`}{' '}
      <small class="quiet">
        {[accountTexts.accountActors_[actor], actorName, momentWithYear(loggedAt)].filter(Boolean).join(', ')}
      </small>
    </li>
  );
}
