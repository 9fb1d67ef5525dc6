// Rules of recurrence (RFC 5545) in plain words, as far as plain words go.

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
type Weekday = (typeof WEEKDAYS)[number];
export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export type PlainRule = {
  frequency: Frequency | '';
  interval: string;
  weekdays: Weekday[];
  /** The last day, as 2026-11-28; empty if there is none. */
  until: string;
  count: string;
};

const NEVER: PlainRule = { frequency: '', interval: '1', weekdays: [], until: '', count: '' };

/** The rule in plain words. Null if they cannot express it. */
export function plainRule(text: string): PlainRule | null {
  if (!text.trim()) return NEVER;
  const rule = { ...NEVER };
  for (const part of text.trim().toUpperCase().split(';')) {
    const [name, value = ''] = part.split('=');
    const days = value.split(',') as Weekday[];
    if (name === 'FREQ' && FREQUENCIES.includes(value as Frequency)) rule.frequency = value as Frequency;
    else if (name === 'INTERVAL') rule.interval = value;
    else if (name === 'COUNT') rule.count = value;
    else if (name === 'UNTIL' && /^\d{8}$/.test(value)) rule.until = value.replace(/(....)(..)(..)/, '$1-$2-$3');
    else if (name === 'BYDAY' && days.every((day) => WEEKDAYS.includes(day))) rule.weekdays = days;
    else return null;
  }
  return rule.weekdays.length && rule.frequency !== 'WEEKLY' ? null : rule;
}

/** The text of a rule in plain words; empty if nothing recurs. */
export function ruleText({ frequency, interval, weekdays, until, count }: PlainRule) {
  if (!frequency) return '';
  const days = frequency === 'WEEKLY' ? WEEKDAYS.filter((day) => weekdays.includes(day)) : [];
  return [
    `FREQ=${frequency}`,
    interval.trim() && interval.trim() !== '1' && `INTERVAL=${interval.trim()}`,
    count.trim() ? `COUNT=${count.trim()}` : until && `UNTIL=${until.replaceAll('-', '')}`,
    days.length > 0 && `BYDAY=${days.join(',')}`,
  ].filter(Boolean).join(';');
}
