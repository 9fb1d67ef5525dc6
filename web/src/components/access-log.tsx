import { momentWithYear } from '../i18n/format';
import { clubTexts, t } from '../i18n';
import LOG from '../operations/club-access-log.graphql';
import { useQuery } from '../query';
import { Older } from './older';
import { Missing } from './states';

/**
 * The leaders' accesses to what the learner shares, in all clubs or in one, the latest first. A button loads the earlier
 * ones.
 */
export function AccessLog({ clubId = null, after = null }: { clubId?: string | null; after?: string | null }) {
  const query = useQuery(LOG, { clubId, after });
  const log = query.data?.viewer?.clubAccessLog;
  if (!log) return <Missing query={query} />;
  return (
    <>
      {!log.edges.length && !after && <p class="quiet">{clubTexts.nobodyLooked}</p>}
      <ul class="plain">
        {log.edges.map(({ node: { id, clubName, accessedBy, subject, accessedAt } }) => (
          <li key={id}>
            {[accessedBy, !clubId && clubName].filter(Boolean).join(', ')}: {t.accessSubjects[subject]}{' '}
            <small class="quiet">{momentWithYear(accessedAt)}</small>
          </li>
        ))}
      </ul>
      <Older pageInfo={log.pageInfo}>{(next) => <AccessLog clubId={clubId} after={next} />}</Older>
    </>
  );
}
