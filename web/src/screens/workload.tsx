// A chart of how much work other settings would take.
import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Check, errorsOf, Field, Submit, useForm } from '../components/form';
import { Missing } from '../components/states';
import { percent } from '../i18n/format';
import { accountTexts } from '../i18n';
import { synchronize } from '../offline/sync';
import UPDATE from '../operations/update-scheduling.graphql';
import WORKLOAD, { type Data } from '../operations/workload.graphql';
import { useQuery } from '../query';

type Simulated = NonNullable<Data['simulateWorkload']>;

/** The shares of cards to remember that are compared. */
const RETENTIONS = [0.8, 0.85, 0.9, 0.95];
const DAYS = 91;
const [WIDTH, HEIGHT] = [300, 120];

/** Compares shares of cards to remember, once it is opened. */
export function Workload() {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{accountTexts.workload}</summary>
      {isOpen && <Comparison />}
    </details>
  );
}

function Comparison() {
  const [typed, setTyped] = useState<number | null>(null);
  const query = useQuery(WORKLOAD, {
    input: { desiredRetentions: RETENTIONS, days: DAYS, ...(typed !== null && { newCardsPerDay: typed }) },
  });
  const { simulateWorkload: simulated, viewer } = query.data ?? {};
  const form = useForm(({ retention }) => errorsOf(mutate(UPDATE, { desiredRetention: Number(retention) }), ({ errors }) => {
    if (errors.length) return undefined;
    void synchronize();
    return query.reload();
  }));
  return (
    <>
      <p>{accountTexts.workloadExplained}</p>
      <Field
        label={accountTexts.simulatedCards} type="number" min={0} max={100} value={typed ?? ''} placeholder={`${viewer?.settings.newCardsPerDay ?? ''}`}
        onChange={({ currentTarget: { validity, value } }) => { if (validity.valid) setTyped(value ? Number(value) : null); }}
      />
      {!simulated && <Missing query={query} />}
      {simulated && (
        <>
          <Picture simulated={simulated} />
          <form onSubmit={form.onSubmit}>
            <fieldset>
              <legend>{accountTexts.retentionWanted}</legend>
              {simulated.map(({ desiredRetention, minutesPerDay, rememberedCards }, at) => (
                <Check
                  key={desiredRetention} type="radio" name="retention" value={desiredRetention}
                  defaultChecked={viewer?.preset.desiredRetention === desiredRetention}
                >
                  <svg class={`key line${at}`} viewBox="0 0 20 8" aria-hidden="true"><path d="M0 4h20" /></svg>{' '}
                  {percent(desiredRetention)}: {accountTexts.workloadOf({ minutes: Math.round(minutesPerDay), cards: Math.round(rememberedCards) })}
                </Check>
              ))}
            </fieldset>
            <Submit of={form} class="button">{accountTexts.chooseRetention}</Submit>
          </form>
        </>
      )}
    </>
  );
}

/** The distances that the numbers at the axis of minutes may have. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200];

/** A line for each share: the minutes of a day, by week. The numbers are in a table, too. */
function Picture({ simulated }: { simulated: Simulated }) {
  const weeks = simulated.map(({ days }) => Array.from({ length: DAYS / 7 }, (_, week) =>
    days.slice(week * 7, week * 7 + 7).reduce((sum, { minutes }) => sum + minutes, 0) / 7));
  const most = Math.max(1, ...weeks.flat());
  const step = STEPS.find((each) => each * 4 >= most) ?? 500;
  const marks = Math.ceil(most / step);
  const y = (minutes: number) => HEIGHT * (1 - minutes / (marks * step));
  const path = (line: number[]) =>
    line.map((minutes, week) => `${week ? 'L' : 'M'}${(week * WIDTH) / (line.length - 1)} ${y(minutes)}`).join('');
  const heights = Array.from({ length: marks + 1 }, (_, mark) => mark * step);
  return (
    <figure>
      <div class="chart" aria-hidden="true">
        <div class="minutes">{heights.map((minutes) => <span key={minutes}>{minutes}</span>)}</div>
        <svg class="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
          <path class="grid-lines" d={heights.map((minutes) => `M0 ${y(minutes)}H${WIDTH}`).join('')} />
          {weeks.map((line, at) => <path key={at} class={`line${at}`} d={path(line)} />)}
        </svg>
        <div class="weeks">{[1, 4, 7, 10, 13].map((week) => <span key={week}>{week}</span>)}</div>
      </div>
      <figcaption class="quiet">{accountTexts.workloadPicture({ most: Math.round(most) })}</figcaption>
      <details>
        <summary>{accountTexts.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{accountTexts.week}</th>
              {simulated.map(({ desiredRetention }) => <th scope="col" key={desiredRetention}>{percent(desiredRetention)}</th>)}
            </tr>
          </thead>
          <tbody>
            {weeks[0]!.map((_, week) => (
              <tr key={week}>
                <th scope="row">{week + 1}</th>
                {weeks.map((line, at) => <td key={at}>{Math.round(line[week]!)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
