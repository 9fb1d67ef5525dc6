import { Bars } from '../components/bars';
import { Figures } from '../components/figures';
import { InLanguage, Kazakh } from '../components/kazakh';
import { OnlyFirst } from '../components/only-first';
import { Page } from '../components/page';
import { Print } from '../components/print';
import { Missing } from '../components/states';
import { dayFromToday } from '../days';
import { dayAndMonth, languageName, percent } from '../i18n/format';
import { clubTexts, t } from '../i18n';
import { nameOf } from '../members';
import CLUB_INSIGHT, { type Data } from '../operations/club-insight.graphql';
import { useQuery } from '../query';
import { href } from '../router';

type Insight = NonNullable<NonNullable<Data['club']>['insight']>;
type Member = NonNullable<Insight['roster']>['edges'][number];
type Risk = NonNullable<Member['risks']>[number];
type Slip = NonNullable<NonNullable<Insight['confusions']>['pairs']>[number]['slip'];

/** The statistics of a club, for its leaders: of the whole club, of each member, and the hard words and letters. */
export function ClubInsight({ param }: { param: string }) {
  const query = useQuery(CLUB_INSIGHT, { id: param, from: dayFromToday(-29), to: dayFromToday(0) }, param);
  const { data } = query;
  const club = data?.club;
  const insight = club?.insight;
  return (
    <Page title={club ? `${club.name}: ${clubTexts.insight}` : clubTexts.insight} back={`/clubs/${param}`}>
      {!insight && <Missing query={query} />}
      {insight && (
        <>
          <Overview insight={insight} />
          <Activity insight={insight} />
          <Roster insight={insight} />
          <HardestWords insight={insight} />
          <Confusions insight={insight} />
          <Print />
        </>
      )}
    </Page>
  );
}

function Overview({ insight: { overview } }: { insight: Insight }) {
  if (!overview) return null;
  const { members, activity, results } = overview;
  const done = activity.totals;
  return (
    <section>
      <h2>{clubTexts.lastThirtyDays}</h2>
      <Figures
        all={[
          [clubTexts.members, members], [clubTexts.activeThisWeek, done?.activeIn7Days], [clubTexts.minutes, done?.minutes],
          [t.reviewsTitle, done?.reviews], [clubTexts.wordsKnownTogether, results.totals?.wordsKnown],
        ]}
      />
      {(activity.isWithheld || results.isWithheld) && (
        <p class="quiet">{clubTexts.withheld({ count: Math.min(activity.sharingMembers, results.sharingMembers) })}</p>
      )}
    </section>
  );
}

function Activity({ insight: { activity } }: { insight: Insight }) {
  if (!activity?.weeks?.length) return null;
  return (
    <section class="card">
      <h2>{clubTexts.answersByWeek}</h2>
      <Bars
        rows={activity.weeks.map(({ firstDay, activeMembers, reviews }) => ({
          name: dayAndMonth(firstDay), value: reviews, text: `${reviews} · ${clubTexts.byMembers({ count: activeMembers })}`,
        }))}
      />
    </section>
  );
}

function Roster({ insight: { roster } }: { insight: Insight }) {
  if (!roster) return null;
  const members = roster.edges;
  return (
    <section class="card">
      <h2>{clubTexts.members}</h2>
      {!members.length && <p class="quiet">{clubTexts.noMembers}</p>}
      {members.length > 0 && (
        <ul class="roster">{members.map((member) => <RosterLine key={member.node.id} member={member} />)}</ul>
      )}
      <OnlyFirst of={roster} />
    </section>
  );
}

function RosterLine({ member: { node, activity, results, risks } }: { member: Member }) {
  const facts = [
    activity && clubTexts.daysActive({ count: activity.daysActive }),
    activity && t.reviewsOf({ count: activity.reviews }),
    results && clubTexts.knowsWords({ count: Math.round(results.wordsKnown) }),
  ].filter((fact) => fact !== null);
  return (
    <li>
      <h3>{nameOf(node)}</h3>
      <p class="quiet">{facts.length ? facts.join(' · ') : clubTexts.sharesNothing}</p>
      {risks?.map((risk) => <p class="risk" key={risk.sign}>{reason(risk)}</p>)}
    </li>
  );
}

/** Why a member may give up. */
function reason(risk: Risk) {
  const share = (of: Risk['retention']) => (of?.share == null ? '—' : percent(of.share));
  switch (risk.sign) {
    case 'DAYS_SILENT': return clubTexts.risks.DAYS_SILENT({ count: risk.daysSilent ?? 0 });
    case 'GROWING_BACKLOG': return clubTexts.risks.GROWING_BACKLOG({ before: risk.backlogOneWeekAgo ?? 0, now: risk.backlog ?? 0 });
    case 'FALLING_RETENTION': return clubTexts.risks.FALLING_RETENTION({ before: share(risk.retentionBefore), now: share(risk.retention) });
  }
}

function HardestWords({ insight: { hardestWords } }: { insight: Insight }) {
  if (!hardestWords) return null;
  const { sharingMembers, words } = hardestWords;
  return (
    <section class="card">
      <h2>{clubTexts.hardestWords}</h2>
      {!words?.length && <p class="quiet">{sharingMembers < 3 ? clubTexts.withheld({ count: sharingMembers }) : clubTexts.noHardWords}</p>}
      {words && words.length > 0 && (
        <Bars
          most={1}
          rows={words.flatMap(({ word, attempts, failures, cause, badGloss, slip }) => (word ? [{
            name: (
              <>
                <a href={href(`/words/${word.id}`)}><Kazakh text={word.headword} class="headword" /></a>
                {' '}<InLanguage of={word.meaning} />
                <small class="cause">
                  {clubTexts.causes[cause]}
                  {badGloss && `: ${languageName(badGloss.language)}`}
                  {cause === 'LETTER_SLIPS' && slip && `: ${letters(slip.slip)}`}
                </small>
              </>
            ),
            value: failures / attempts,
            text: clubTexts.failuresOf({ failures, attempts }),
          }] : []))}
        />
      )}
    </section>
  );
}

const letters = (slip: Slip) =>
  slip.letters.map((pair) => [pair.written, pair.expected].filter(Boolean).join(' → ')).join(', ');

function Confusions({ insight: { confusions } }: { insight: Insight }) {
  if (!confusions) return null;
  const { sharingMembers, pairs } = confusions;
  return (
    <section class="card">
      <h2>{clubTexts.confusedLetters}</h2>
      {!pairs?.length && <p class="quiet">{sharingMembers < 3 ? clubTexts.withheld({ count: sharingMembers }) : clubTexts.noConfusions}</p>}
      {pairs && pairs.length > 0 && (
        <Bars
          rows={pairs.map(({ slip, count, members }) => ({
            name: <>{t.slipKinds[slip.kind]} <strong lang="kk">{letters(slip)}</strong></>,
            value: count,
            text: `${t.times({ count })} · ${clubTexts.byMembers({ count: members })}`,
          }))}
        />
      )}
    </section>
  );
}
