import { useEffect, useRef, useState } from 'preact/hooks';
import { momentWithYear } from '../i18n/format';
import { accountTexts, clubTexts, language, t } from '../i18n';
import LOG from '../operations/club-access-log.graphql';
import { useQuery } from '../query';
import { Missing } from './states';

/**
 * The leaders' accesses to what the learner shares, in all clubs or in one, the latest first. A button loads the earlier
 * ones.
 */
export function AccessLog({ clubId, after = null }: { clubId?: string; after?: string | null }) {
  const query = useQuery(LOG, { after });
  const [isContinued, setContinued] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const log = query.data?.viewer?.clubAccessLog;
  // The list replaces the button that requested it, and takes its focus.
  useEffect(() => { if (after) list.current?.focus(); }, [!log]);
  if (!log) return <Missing query={query} />;
  const { hasNextPage, endCursor } = log.pageInfo;
  const accesses = log.edges.map(({ node }) => node).filter((access) => !clubId || access.clubId === clubId);
  return (
    <>
      {!accesses.length && !hasNextPage && !after && <p class="quiet">{clubTexts.nobodyLooked_}</p>}
      <ul class="plain" ref={list} tabIndex={-1}>
        {accesses.map(({ id, clubName, accessedBy, subject, accessedAt }) => (
          <li key={id}>
            {[accessedBy, !clubId && clubName].filter(Boolean).join(', ')}: {t.accessSubjects_[subject]}{' '}
            <small class="quiet">{momentWithYear(language.value, accessedAt)}</small>
          </li>
        ))}
      </ul>
      {isContinued && <AccessLog {...(clubId && { clubId })} after={endCursor} />}
      {hasNextPage && !isContinued && <button class="button" onClick={() => setContinued(true)}>{accountTexts.older_}</button>}
    </>
  );
}
