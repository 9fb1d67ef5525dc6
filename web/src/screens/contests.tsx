import { Page } from '../components/page';
import { Empty, Missing } from '../components/states';
import { dayAndMonth } from '../i18n/format';
import { clubTexts, t } from '../i18n';
import CONTESTS from '../operations/contests.graphql';
import { useQuery } from '../query';
import { href } from '../router';

/** All contests, the latest first. */
export function Contests(_: { param: string }) {
  const query = useQuery(CONTESTS, {});
  const role = query.data?.viewer?.account.role;
  const contests = query.data?.contests?.edges.map(({ node }) => node).reverse();
  return (
    <Page title={clubTexts.contests} back="/clubs">
      {!contests && <Missing query={query} />}
      {(role === 'EDITOR' || role === 'ADMIN') && <a class="button" href={href('/edit/contests')}>{clubTexts.newContest}</a>}
      {contests?.length === 0 && <Empty><p>{clubTexts.noContests}</p></Empty>}
      {contests?.map(({ id, event, from, until, wordCount, viewerStanding }) => (
        <a class="card link" key={id} href={href(`/contests/${id}`)}>
          <h2>{event?.title ?? clubTexts.contest}</h2>
          <p class="quiet">{dayAndMonth(from)} – {dayAndMonth(until)} · {t.wordCount({ count: wordCount })}</p>
          {viewerStanding && <p>{clubTexts.contestStanding({ rank: viewerStanding.rank, words: viewerStanding.wordsKept })}</p>}
        </a>
      ))}
    </Page>
  );
}
