import { useEffect } from 'preact/hooks';
import { Bars } from '../components/bars';
import { Figures } from '../components/figures';
import { Icon } from '../components/icon';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { WordLinks } from '../components/word-links';
import { DAY_MS, dayFromToday } from '../days';
import { dayAndMonth, percent, weekdayAndDay } from '../i18n/format';
import { t } from '../i18n';
import { onResults } from '../offline/outbox';
import PROGRESS, { type Data } from '../operations/progress.graphql';
import { useQuery } from '../query';
import { href } from '../router';
import { SlipLines } from '../study/feedback';

type Statistics = NonNullable<Data['viewer']>['statistics'];

const iso = (time: number) => new Date(time).toISOString().slice(0, 10);

export function Progress(_: { param: string }) {
  // The calendar day of the time zone; a study day of the service begins some hours later.
  const variables = { from: dayFromToday(-364), to: dayFromToday(0), monthAgo: dayFromToday(-29) };
  const query = useQuery(PROGRESS, variables, '');
  // Answers may arrive only after the screen was opened.
  useEffect(() => onResults(async () => void query.reload()), []);
  const { data } = query;
  const statistics = data?.viewer?.statistics;
  return (
    <Page title={t.progress}>
      {!statistics && <Missing query={query} />}
      {statistics && (
        <>
          <Numbers statistics={statistics} />
          <HeatMap activity={statistics.activity ?? []} from={variables.from} to={variables.to} />
          <Forecast statistics={statistics} />
          <Retention statistics={statistics} />
          <Slips statistics={statistics} />
          <Mistakes statistics={statistics} />
        </>
      )}
    </Page>
  );
}

function Numbers({ statistics: { words, streaks } }: { statistics: Statistics }) {
  return (
    <Figures
      all={[
        [t.wordsKnown, words?.known ?? 0], [t.wordsBegun, words?.begun ?? 0], [t.streak, streaks?.current?.days ?? 0],
        [t.longestStreak, streaks?.longest?.days ?? 0],
      ]}
    />
  );
}

type HeatMapProperties = { activity: NonNullable<Statistics['activity']>; from: string; to: string };

const CELL = 12;
/** From how many answers on a day the colour is darker. */
const LEVELS = [1, 10, 25, 50];

/**
 * A year of days: a column for each week, from Monday to Sunday, below the months. The days are also listed, for those
 * who do not use a pointer.
 */
function HeatMap({ activity, from, to }: HeatMapProperties) {
  const reviews = new Map(activity.map((each) => [each.date, each.reviews]));
  const start = Date.parse(from);
  const monday = start - ((new Date(start).getUTCDay() + 6) % 7) * DAY_MS;
  const days = Array.from({ length: Math.round((Date.parse(to) - start) / DAY_MS) + 1 }, (_, at) => start + at * DAY_MS);
  const weeks = Math.ceil((Date.parse(to) - monday + DAY_MS) / (7 * DAY_MS));
  const studied = activity.filter((each) => each.reviews > 0);
  const total = activity.reduce((sum, each) => sum + each.reviews, 0);
  const summary = t.yearSummary({ days: studied.length, reviews: total });
  return (
    <section class="card">
      <h2>{t.lastYear}</h2>
      <div class="scroll year" tabIndex={0} role="region" aria-label={t.lastYear}>
        <svg class="heat" width={weeks * CELL} height={8 * CELL} role="img" aria-label={summary}>
          {days.map((time) => {
            const date = iso(time);
            const name = dayAndMonth(date);
            const count = reviews.get(date) ?? 0;
            const at = Math.round((time - monday) / DAY_MS);
            const x = Math.floor(at / 7) * CELL;
            return (
              <>
                {date.endsWith('01') && <text x={x} y={CELL - 4}>{/\p{L}{3}/u.exec(name)}</text>}
                <rect class={`level${LEVELS.filter((least) => count >= least).length}`} x={x} y={(1 + (at % 7)) * CELL}>
                  <title>{name}: {count}</title>
                </rect>
              </>
            );
          })}
        </svg>
      </div>
      <p class="quiet">{summary}</p>
      {studied.length > 0 && (
        <details>
          <summary>{t.reviewsTitle}</summary>
          <ul class="plain">
            {studied.map((each) => <li key={each.date}>{dayAndMonth(each.date)}: {t.reviewsOf({ count: each.reviews })}</li>).reverse()}
          </ul>
        </details>
      )}
    </section>
  );
}

function Forecast({ statistics: { forecast } }: { statistics: Statistics }) {
  if (!forecast) return null;
  return (
    <section class="card">
      <h2>{t.forecast}</h2>
      {forecast.overdue > 0 && <p>{t.overdue({ count: forecast.overdue })}</p>}
      <Bars isCompact rows={forecast.days.map(({ date, due }) => ({ name: weekdayAndDay(date), value: due, text: due }))} />
    </section>
  );
}

function Retention({ statistics }: { statistics: Statistics }) {
  const retention = statistics.retention?.[0]?.retention;
  if (!retention?.all.reviews) return null;
  const lines = [[t.allWords, retention.all], [t.youngWords, retention.young], [t.matureWords, retention.mature]] as const;
  return (
    <section class="card">
      <h2>{t.retention}</h2>
      <table>
        <thead class="visually-hidden"><tr><th scope="col">{t.words}</th><th scope="col">{t.retention}</th><th scope="col">{t.reviewsTitle}</th></tr></thead>
        <tbody>
          {lines.map(([name, { share, reviews }]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{share === null ? '—' : percent(share)}</td>
              <td>{t.reviewsOf({ count: reviews })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Slips({ statistics: { slips } }: { statistics: Statistics }) {
  if (!slips?.length) return null;
  return (
    <section class="card">
      <h2>{t.lettersThatSlip}</h2>
      <ul class="plain">
        {slips.map(({ count, slip }, at) => (
          <li key={at}>
            <SlipLines slip={slip} /> <span class="quiet">· {t.times({ count })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Mistakes({ statistics: { mistakes } }: { statistics: Statistics }) {
  // A word has several cards.
  const words = new Map(mistakes?.flatMap(({ card: { word } }) => (word ? [[word.id, word]] : [])));
  return (
    <section class="card">
      <h2>{t.mistakes}</h2>
      {mistakes && mistakes.length > 0 && <a class="button" href={href('/practice')}>{t.practise}</a>}
      {!mistakes?.length && <p class="praise"><Icon name="right" /> {t.noMistakes}</p>}
      <WordLinks words={[...words.values()]} />
    </section>
  );
}
