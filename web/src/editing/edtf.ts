// Checks dates while they are typed, by the rules of the service (crates/edtf): a year, a month or a day, with `?`, `~`
// or `%` if it is uncertain, approximate or both; an interval of two of them, of which one may be open.

/** A problem of a date. */
export type DateProblem = 'NOT_A_DATE' | 'NO_SUCH_DAY' | 'INTERVAL' | 'REVERSED';

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?$/;

/** The first and the last day that a date can mean, as texts that can be sorted; or the problem of a text that is no date. */
function span(text: string): [string, string] | DateProblem {
  const parts = DATE.exec(text);
  if (!parts) return 'NOT_A_DATE';
  const [, year = '', month, day] = parts;
  if (year === '0000') return 'NO_SUCH_DAY';
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`];
  if (Number(month) < 1 || Number(month) > 12) return 'NO_SUCH_DAY';
  const last = daysIn(Number(year), Number(month));
  if (day === undefined) return [`${year}-${month}-01`, `${year}-${month}-${last}`];
  if (Number(day) < 1 || Number(day) > last) return 'NO_SUCH_DAY';
  return [`${year}-${month}-${day}`, `${year}-${month}-${day}`];
}

function daysIn(year: number, month: number) {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The problem of a date or, if intervals are allowed, of an interval. Null if there is none. */
export function dateProblem(text: string, allowsInterval: boolean): DateProblem | null {
  const [from = '', until, ...others] = text.split('/');
  if (until === undefined) {
    const found = span(from);
    return typeof found === 'string' ? found : null;
  }
  if (others.length || (from === '..' && until === '..')) return 'NOT_A_DATE';
  const [first, last] = [from, until].map((end) => (end === '..' ? null : span(end)));
  for (const end of [first, last]) if (typeof end === 'string') return end;
  if (!allowsInterval) return 'INTERVAL';
  return first && last && first[0]! > last[1]! ? 'REVERSED' : null;
}
