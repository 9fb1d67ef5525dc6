import { useState } from 'preact/hooks';
import { Check } from '../components/form';
import { clubTexts, editorTexts as e } from '../i18n';
import { captionOf } from './caption';
import { Fieldset, Labelled, type FieldProperties } from './field';
import { FREQUENCIES, plainRule, ruleText, WEEKDAYS, type Frequency, type PlainRule } from './rule';

/** The recurrence of an event, in plain words. A rule that they cannot express is edited as it is written. */
export function RuleField({ field, path, value, messages, onChange }: FieldProperties) {
  // The typed rule may be incomplete, such as an interval without a digit.
  const [typed, setTyped] = useState<PlainRule | null>(null);
  const plain = typed && ruleText(typed) === value ? typed : plainRule(value as string);
  const label = captionOf(field);
  if (!plain) {
    return (
      <Labelled path={path} label={label} hint={e.ruleHint} messages={messages}>
        {(described) => (
          <input {...described} name={path} autocomplete="off" value={value as string} onInput={(event) => onChange(event.currentTarget.value)} />
        )}
      </Labelled>
    );
  }
  const change = (part: Partial<PlainRule>) => {
    const changed = { ...plain, ...part };
    setTyped(changed);
    onChange(ruleText(changed));
  };
  const { frequency, interval, weekdays, until, count } = plain;
  return (
    <Fieldset legend={label} path={path} messages={messages}>
      <Labelled path={`${path}.frequency`} label={e.recurs} messages={messages}>
        {(described) => (
          <select {...described} value={frequency} onChange={(event) => change({ frequency: event.currentTarget.value as Frequency | '' })}>
            <option value="">{e.once}</option>
            {FREQUENCIES.map((each) => <option key={each} value={each}>{e.frequencies[each]}</option>)}
          </select>
        )}
      </Labelled>
      {frequency && (
        <Labelled path={`${path}.interval`} label={e.everyNth[frequency]} messages={messages}>
          {(described) => (
            <input {...described} type="number" min={1} value={interval} onInput={(event) => change({ interval: event.currentTarget.value })} />
          )}
        </Labelled>
      )}
      {frequency === 'WEEKLY' && (
        <Fieldset legend={e.onWeekdays} path={`${path}.weekdays`} messages={messages}>
          <div class="weekdays">
            {WEEKDAYS.map((day, at) => (
              <Check
                key={day} checked={weekdays.includes(day)}
                onChange={(event) => change({ weekdays: event.currentTarget.checked ? [...weekdays, day] : weekdays.filter((other) => other !== day) })}
              >
                {Object.values(e.choices.weekday)[at]}
              </Check>
            ))}
          </div>
        </Fieldset>
      )}
      {frequency && (
        <>
          <Labelled path={`${path}.until`} label={clubTexts.lastDay} messages={messages}>
            {(described) => (
              <input {...described} type="date" value={until} onInput={(event) => change({ until: event.currentTarget.value, count: '' })} />
            )}
          </Labelled>
          <Labelled path={`${path}.count`} label={e.ruleCount} messages={messages}>
            {(described) => (
              <input {...described} type="number" min={1} value={count} onInput={(event) => change({ count: event.currentTarget.value, until: '' })} />
            )}
          </Labelled>
        </>
      )}
    </Fieldset>
  );
}
