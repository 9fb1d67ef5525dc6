import { errorsOf, Field, Submit, useAction, useForm } from './form';
import { mutate } from '../api';
import { DAY_MS } from '../days';
import { dayAndMonth } from '../i18n/format';
import { t } from '../i18n';
import { pausedUntil, serverNow, studyDay } from '../offline/pack';
import { synchronize } from '../offline/sync';
import PAUSE from '../operations/pause-study.graphql';

const dayAfter = (days: number) => studyDay(serverNow() + days * DAY_MS);

/** Begins or ends a pause of studying. The pack then changes. */
const pause = (until: string | null) => errorsOf(mutate(PAUSE, { until }), () => synchronize());

/** The form that begins a pause, or the pause. */
export function Pause() {
  const form = useForm((values) => pause(values['until']!));
  const until = pausedUntil();
  return (
    <section class="card">
      <h2>{t.takeBreak}</h2>
      {until ? <Paused until={until} /> : (
        <form onSubmit={form.onSubmit} onInput={form.onInput}>
          <Field name="until" label={t.resumeOn} type="date" required min={dayAfter(1)} max={dayAfter(366)} of={form} />
          <Submit of={form} class="button">{t.takeBreak}</Submit>
        </form>
      )}
    </section>
  );
}

/** How long a pause lasts, and the button that ends it. */
export function Paused({ until }: { until: string }) {
  const { act, isBusy, problem } = useAction();
  return (
    <>
      <p class="paused">{t.pausedUntil({ date: dayAndMonth(until) })}</p>
      <button class="button" aria-disabled={isBusy} onClick={() => void act(() => pause(null))}>{t.resume}</button>
      {problem}
    </>
  );
}
