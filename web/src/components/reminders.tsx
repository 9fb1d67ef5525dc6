import { useEffect, useState } from 'preact/hooks';
import { save } from '../api';
import { Field, useAction } from './form';
import { t } from '../i18n';
import { calendarEntry, canBeReminded, isReminding, startReminding, stopReminding } from '../reminders';

/** The choice whether this device shows reminders. Browsers ask for the permission only after a click. */
export function Reminders({ publicKey }: { publicKey: string | null }) {
  return (
    <section class="card">
      <h2>{t.reminders}</h2>
      {publicKey && canBeReminded() ? <ByPush publicKey={publicKey} /> : <ByCalendar />}
    </section>
  );
}

function ByPush({ publicKey }: { publicKey: string }) {
  const [isOn, setOn] = useState<boolean | null>(null);
  const { act, errors, isBusy, problem } = useAction();
  useEffect(() => {
    void isReminding().then(setOn, () => setOn(false));
  }, []);
  const change = (wanted: boolean) => act(async () => {
    await (wanted ? startReminding(publicKey) : stopReminding());
    setOn(wanted);
    return [];
  });
  return (
    <>
      <label class="check">
        <input
          type="checkbox" role="switch" checked={isOn ?? false} disabled={isOn === null} aria-disabled={isBusy}
          onChange={(event) => {
            const wanted = event.currentTarget.checked;
            // The box shows whether reminders are on, and not what was tapped.
            event.currentTarget.checked = isOn ?? false;
            void change(wanted);
          }}
        />
        <span>{t.remindMe}<small class="quiet"> {t.remindersExplained}</small></span>
      </label>
      {problem}
      {errors.length > 0 && <ByCalendar />}
    </>
  );
}

function ByCalendar() {
  const [time, setTime] = useState('18:00');
  return (
    <>
      <p>{t.remindersByCalendar}</p>
      <Field label={t.reminderTime} type="time" required value={time} onInput={(event) => setTime(event.currentTarget.value)} />
      <button class="button" disabled={!time} onClick={() => save(calendarEntry(t.appName, time), 'reminder.ics')}>{t.calendarFile}</button>
    </>
  );
}
