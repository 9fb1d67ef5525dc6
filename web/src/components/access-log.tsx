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
export function AccessLog({ clubId, after = null }: { clubId?: string; after?: string | null }) {
  const query = useQuery(LOG, { after });
  const log = query.data?.viewer?.clubAccessLog;
  if (!log) return <Missing query={query} />;
  const accesses = log.edges.map(({ node }) => node).filter((access) => !clubId || access.clubId === clubId);
  return (
    <>
      {!accesses.length && !log.pageInfo.hasNextPage && !after && <p class="quiet">{clubTexts.nobodyLooked_}</p>}
      <ul class="plain">
        {accesses.map(({ id, clubName, accessedBy, subject, accessedAt }) => (
          <li key={id}>
            {[accessedBy, !clubId && clubName].filter(Boolean).join(', ')}: {t.accessSubjects_[subject]}{' '}
            <small class="quiet">{momentWithYear(accessedAt)}</small>
          </li>
        ))}
      </ul>
      <Older pageInfo={log.pageInfo}>{(next) => <AccessLog {...(clubId && { clubId })} after={next} />}</Older>
    </>
  );
}
