// Calendar days, and the time zone in which they begin.
export const DAY_MS = 86_400_000;

/** The calendar day that is this many days from today, in the device's time zone: 2026-11-28. */
export function dayFromToday(days: number) {
  const now = Date.now() - new Date().getTimezoneOffset() * 60_000;
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}

/** The IANA name of the device's time zone. */
export const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
