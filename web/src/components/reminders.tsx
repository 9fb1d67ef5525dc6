import { useEffect, useState } from 'preact/hooks';
import { Offline, save } from '../api';
import { t } from '../i18n';
import { calendarEntry, canBeReminded, Denied, isReminding, startReminding, stopReminding } from '../reminders';

/** The choice whether this device reminds. The browser asks for its permission only after a click. */
export function Reminders({ publicKey }: { publicKey: string | null }) {
  return (
    <section class="card">
      <h2>{t.reminders}</h2>
      {publicKey && canBeReminded() ? <ByPush publicKey={publicKey} /> : <ByCalendar />}
    </section>
  );
}

function ByPush({ publicKey }: { publicKey: string }) {
  const [isOn, setOn] = useState(false);
  const [isBusy, setBusy] = useState(true);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    void isReminding().then(setOn, () => undefined).finally(() => setBusy(false));
  }, []);
  const change = async (wanted: boolean) => {
    setBusy(true);
    setProblem('');
    try {
      await (wanted ? startReminding(publicKey) : stopReminding());
      setOn(wanted);
    } catch (error) {
      setProblem(error instanceof Denied ? t.remindersDenied : error instanceof Offline ? t.needsConnection : t.somethingFailed);
    }
    setBusy(false);
  };
  return (
    <>
      <label class="check">
        <input
          type="checkbox" role="switch" checked={isOn} disabled={isBusy}
          onChange={(event) => {
            const wanted = event.currentTarget.checked;
            // It shows what is, and not what is wanted.
            event.currentTarget.checked = isOn;
            void change(wanted);
          }}
        />
        <span>{t.remindMe}<small class="quiet"> {t.remindersExplained}</small></span>
      </label>
      <p class="error" role="alert">{problem}</p>
      {problem && <ByCalendar />}
    </>
  );
}

function ByCalendar() {
  const [time, setTime] = useState('18:00');
  return (
    <>
      <p>{t.remindersByCalendar}</p>
      <div class="field">
        <label for="reminder-time">{t.reminderTime}</label>
        <input id="reminder-time" type="time" required value={time} onInput={(event) => setTime(event.currentTarget.value)} />
      </div>
      <button class="button" disabled={!time} onClick={() => save(calendarEntry(t.appName, time), 'reminder.ics')}>{t.calendarFile}</button>
    </>
  );
}
