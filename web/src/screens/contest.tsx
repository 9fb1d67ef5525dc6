import { mutate } from '../api';
import { Bars } from '../components/bars';
import { errorsOf, Select, Submit, useAction, useForm } from '../components/form';
import { OnlyFirst } from '../components/only-first';
import { Page } from '../components/page';
import { Print } from '../components/print';
import { Missing } from '../components/states';
import { dayFromToday } from '../days';
import { dayAndMonth, decimal } from '../i18n/format';
import { clubTexts, t } from '../i18n';
import CONTEST, { type Data } from '../operations/contest.graphql';
import ENTER from '../operations/enter-contest.graphql';
import LEAVE from '../operations/leave-contest.graphql';
import { useQuery } from '../query';

type ContestData = NonNullable<Data['contest']>;
type Clubs = { id: string; name: string }[];

/** A contest: the viewer's entry, and the ranking. */
export function Contest({ param }: { param: string }) {
  const query = useQuery(CONTEST, { id: param });
  const contest = query.data?.contest;
  const clubs = query.data?.viewer?.clubMemberships?.edges.flatMap(({ node }) => node.club ?? []) ?? [];
  return (
    <Page title={contest?.event?.title ?? clubTexts.contest} back="/contests">
      {!contest && <Missing query={query} />}
      {contest && (
        <>
          <p class="quiet">
            {dayAndMonth(contest.from)} – {dayAndMonth(contest.until)} · {t.wordCount({ count: contest.wordCount })}
          </p>
          <p>{clubTexts.contestExplained}</p>
          {contest.until >= dayFromToday(0) && <Entry contest={contest} clubs={clubs} onChange={query.reload} />}
          <Ranking contest={contest} />
        </>
      )}
    </Page>
  );
}

type EntryProperties = { contest: ContestData; clubs: Clubs; onChange: () => Promise<void> };

function Entry({ contest: { id, teams, viewerStanding: own }, clubs, onChange }: EntryProperties) {
  const leaving = useAction();
  const form = useForm(({ nameDisplay, clubId, area }) => {
    const team = { ...(clubId && { clubId }), ...(area && { area }) };
    const input = { contestId: id, nameDisplay: nameDisplay as Schema.ContestNameDisplay, ...team };
    return errorsOf(mutate(ENTER, input), ({ errors }) => errors.length || onChange());
  });
  const leave = () => leaving.act(() => errorsOf(mutate(LEAVE, { contestId: id }), onChange));
  const alone = ['', clubTexts.alone] as const;
  return (
    <form class="card" onSubmit={form.onSubmit}>
      {own && <p class="praise">{clubTexts.contestStanding({ rank: own.rank, words: own.wordsKept })}</p>}
      <Select
        name="nameDisplay" label={clubTexts.nameForOthers} options={Object.entries<string>(clubTexts.nameDisplays)}
        chosen={own?.nameDisplay}
      />
      {teams === 'CLUB' && clubs.length > 0 && (
        <Select
          name="clubId" label={clubTexts.team} options={[alone, ...clubs.map((club) => [club.id, club.name] as const)]}
          chosen={clubs.find((club) => club.name === own?.clubName)?.id}
        />
      )}
      {teams === 'AREA' && (
        <Select name="area" label={clubTexts.area} options={[alone, ...Object.entries(clubTexts.areas)]} chosen={own?.area} />
      )}
      <Submit of={form}>{own ? t.save : clubTexts.takePart}</Submit>
      {own && <button type="button" class="button plain" aria-disabled={leaving.isBusy} onClick={() => void leave()}>{clubTexts.leaveContest}</button>}
      {leaving.problem}
    </form>
  );
}

/** The name of a region of Kazakhstan, or the code of another area. */
const areaName = (code: string | null) => code && ((clubTexts.areas as Record<string, string>)[code] ?? code);

function Ranking({ contest: { wordCount, ranking, teamRanking } }: { contest: ContestData }) {
  const entrants = ranking?.edges.map(({ node }) => node) ?? [];
  return (
    <section class="card">
      {teamRanking && teamRanking.length > 0 && (
        <>
          <h2>{clubTexts.teams}</h2>
          <Bars
            most={wordCount}
            rows={teamRanking.map(({ rank, clubName, area, entrants: size, meanWordsKept }) => ({
              name: `${rank}. ${clubName ?? areaName(area)} (${size})`, value: meanWordsKept, text: decimal(meanWordsKept),
            }))}
          />
        </>
      )}
      <h2>{clubTexts.entrants}</h2>
      {!entrants.length && <p class="quiet">{clubTexts.noEntrants}</p>}
      <Bars
        most={wordCount}
        rows={entrants.map(({ rank, name, clubName, area, wordsKept, isViewer }) => ({
          name: <>{rank}. {isViewer ? <b>{name ?? clubTexts.you}</b> : name ?? clubTexts.hidden} <small class="quiet">{clubName ?? areaName(area)}</small></>,
          value: wordsKept,
          text: wordsKept,
        }))}
      />
      <OnlyFirst of={ranking} />
      <Print />
    </section>
  );
}
