// A chart of how much work other settings would take.
import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { errorsOf, Field, Submit, useForm } from '../components/form';
import { Missing } from '../components/states';
import { percent } from '../i18n/format';
import { accountTexts, language } from '../i18n';
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
      <summary>{accountTexts.workload_}</summary>
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
      <p>{accountTexts.workloadExplained_}</p>
      <Field
        label={accountTexts.simulatedCards_} type="number" min={0} max={100} value={typed ?? ''} placeholder={`${viewer?.settings.newCardsPerDay ?? ''}`}
        onChange={({ currentTarget: { validity, value } }) => { if (validity.valid) setTyped(value ? Number(value) : null); }}
      />
      {!simulated && <Missing query={query} />}
      {simulated && (
        <>
          <Picture simulated={simulated} />
          <form onSubmit={form.onSubmit}>
            <fieldset>
              <legend>{accountTexts.retentionWanted_}</legend>
              {simulated.map(({ desiredRetention, minutesPerDay, rememberedCards }, at) => (
                <label class="check" key={desiredRetention}>
                  <input
                    type="radio" name="retention" value={desiredRetention}
                    defaultChecked={viewer?.preset.desiredRetention === desiredRetention}
                  />
                  <span>
                    <svg class={`key line${at}`} viewBox="0 0 20 8" aria-hidden="true"><path d="M0 4h20" /></svg>{' '}
                    {percent(language.value, desiredRetention)}: {accountTexts.workloadOf_(Math.round(minutesPerDay), Math.round(rememberedCards))}
                  </span>
                </label>
              ))}
            </fieldset>
            <Submit of={form} class="button">{accountTexts.chooseRetention_}</Submit>
          </form>
        </>
      )}
    </>
  );
}

/** A line for each share: the minutes of a day, by week. */
function Picture({ simulated }: { simulated: Simulated }) {
  const weeks = simulated.map(({ days }) => Array.from({ length: DAYS / 7 }, (_, week) =>
    days.slice(week * 7, week * 7 + 7).reduce((sum, { minutes }) => sum + minutes, 0) / 7));
  const most = Math.max(1, ...weeks.flat());
  const path = (line: number[]) =>
    line.map((minutes, week) => `${week ? 'L' : 'M'}${(week * WIDTH) / (line.length - 1)} ${HEIGHT * (1 - minutes / most)}`).join('');
  return (
    <figure>
      <svg class="plot" viewBox={`-2 -4 ${WIDTH + 4} ${HEIGHT + 8}`} role="img" aria-label={accountTexts.workloadPicture_(Math.round(most))}>
        <path class="axis" d={`M0 0V${HEIGHT}H${WIDTH}`} />
        {weeks.map((line, at) => <path key={at} class={`line${at}`} d={path(line)} />)}
      </svg>
      <figcaption class="quiet">{accountTexts.workloadPicture_(Math.round(most))}</figcaption>
    </figure>
  );
}
