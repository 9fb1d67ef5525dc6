// Numbers, dates and languages, by the rules of each language.
import { names } from './index';
import { language } from './language';
import { numberFormat } from './message';

const asDate = (date: string) => new Date(`${date}T00:00:00Z`);

/** A calendar day, given as `2026-11-28`, which has no time zone: 28 November. */
export function dayAndMonth(date: string) {
  const day = asDate(date);
  const month = names.months[day.getUTCMonth()];
  if (month) return `${day.getUTCDate()} ${month}`;
  return new Intl.DateTimeFormat(language.value, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(day);
}

/** A calendar day of the coming days: Sat 28. */
export function weekdayAndDay(date: string) {
  const day = asDate(date);
  const weekday = names.weekdays[day.getUTCDay()];
  if (weekday) return `${weekday} ${day.getUTCDate()}`;
  return new Intl.DateTimeFormat(language.value, { weekday: 'short', day: 'numeric', timeZone: 'UTC' }).format(day);
}

const localDay = (date: Date) => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

const dayAndTime = (date: Date) => `${dayAndMonth(localDay(date))}, ${timeOf(date)}`;

const timeOf = (date: Date) => new Intl.DateTimeFormat(language.value, { timeStyle: 'short' }).format(date);

/** A moment, in the device's time zone: the time, and the day unless it is today. */
export function moment(at: string | number | Date) {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? timeOf(date) : dayAndTime(date);
}

/** A moment that may be years ago, in the device's time zone. */
export function momentWithYear(at: string) {
  const date = new Date(at);
  if (language.value === 'kk') return `${date.getFullYear()} ж. ${dayAndTime(date)}`;
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'long', timeStyle: 'short' }).format(date);
}

/** A number with one decimal at most. */
export const decimal = (value: number) => numberFormat(language.value, { maximumFractionDigits: 1 }).format(value);

/** A share as a percentage. */
export const percent = (share: number) => numberFormat(language.value, { style: 'percent' }).format(share);

/** The name of a language. */
export function languageName(tag: string) {
  if (language.value === 'kk') return names.languages[tag.slice(0, 2)] ?? tag;
  return new Intl.DisplayNames(language.value, { type: 'language' }).of(tag) ?? tag;
}
