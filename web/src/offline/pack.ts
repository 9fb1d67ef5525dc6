// The cards for the coming days, and what happened to them on this device since they were fetched.
import { signal } from '@preact/signals';
import { ask, mutate } from '../api';
import { deviceZone } from '../days';
import { language, type Language } from '../i18n';
import CHANGES from '../operations/changes.graphql';
import INTRODUCE from '../operations/introduce-words.graphql';
import OFFLINE_PACK, { type Data } from '../operations/offline-pack.graphql';
import UPDATE_SETTINGS from '../operations/update-settings.graphql';
import { session } from '../session';
import { transaction, value, waitingAnswers } from './database';

type Viewer = NonNullable<Data['viewer']>;
/** The data that studying needs. */
export type Pack = Pick<NonNullable<Viewer['offlinePack']>, 'serverTime' | 'settings' | 'preset' | 'items' | 'words'>;
/** A card to answer or, without an exercise, a new word to look at. */
export type Item = Pack['items'][number];
type Asked = { exercise: NonNullable<Item['exercise']> };
export type AskedItem = Item & Asked;
export type Word = Pack['words'][number];

/** Whether an item asks something. */
export const isAsked = <Some extends Pick<Item, 'exercise'>>(item: Some): item is Some & Asked => item.exercise !== null;

/** A card after answers on this device. */
export type Progress = {
  /** When it is due again, in milliseconds; null if only the service knows. */
  dueAt: number | null;
  /** The learning or relearning steps that it has passed; null if it is done for the day. */
  stepsPassed: number | null;
  /** Whether it had passed the learning steps before its last answer. */
  isLearned?: boolean;
  /** The study day of its first answer, if it was new. */
  newOn: string | null;
  /** The study day of its last answer. */
  answeredOn: string;
};

/** A new word that was looked at, and when. */
type Shown = { wordId: string; introducedAt: string };

export type Stored = {
  /** Null for the words that are tried without an account. */
  accountId: string | null;
  pack: Pack;
  /** The language of the app when the pack was fetched, which notes and names of forms are in. */
  language: Language;
  today: NonNullable<Viewer['today']> | null;
  /** The service's clock minus the device's, in milliseconds. */
  clockOffset: number;
  fetchedAt: number;
  /** By card. */
  progress: Record<string, Progress>;
  /** The new words that were looked at on this device, and were not reported to the service yet. */
  shown: Shown[];
  /** The position among the account's changes up to which the pack has them; null without an account. */
  cursor: string | null;
  /** Whether a leader may be following an assignment of the learner. */
  isFollowed: boolean;
  /** The device's time zone when it was compared with the account's. */
  timeZone?: string | undefined;
};

/** The number of days that a pack covers. */
const DAYS = 14;
const PACK = 'pack';
/** The key of the words that are tried without an account, until an account takes them over. */
export const TRIAL = 'trial';

export const stored = signal<Stored | null>(null);

/** The time by the service's clock. */
export const serverNow = () => Date.now() + (stored.value?.clockOffset ?? 0);

/**
 * Returns the service's clock minus the device's after the service has given its time. The request was sent at `asked`, and
 * its response may come much later, if the device slept: a known difference stays unless it is impossible.
 */
export function clockOffset(serverTime: string, asked: number, known = 0) {
  const time = Date.parse(serverTime);
  return Math.min(Math.max(known, time - Date.now()), time - asked);
}

/** The study day of a moment, in the device's time zone: it begins some hours after midnight. */
export function studyDay(time: number): string {
  const local = time - new Date(time).getTimezoneOffset() * 60_000;
  return new Date(local - (stored.value?.pack.settings.rolloverHour ?? 0) * 3_600_000).toISOString().slice(0, 10);
}

/** The study day on which the pause ends; null if there is none. */
export function pausedUntil() {
  const until = stored.value?.pack.settings.pausedUntil;
  return until && until > studyDay(serverNow()) ? until : null;
}

/** Whether something was done on this device since the pack was fetched. */
export const isAhead = () =>
  Object.keys(stored.value?.progress ?? {}).length > 0 || (stored.value?.shown.length ?? 0) > 0;

/**
 * Whether the pack is of today and in the language of the app, and nothing has changed since it was fetched, neither here
 * nor on another device.
 */
async function isCurrent() {
  const kept = stored.value;
  if (!kept?.cursor || isAhead() || kept.language !== language.value) return false;
  if (studyDay(Date.parse(kept.pack.serverTime)) !== studyDay(serverNow())) return false;
  const asked = Date.now();
  const changes = (await ask(CHANGES, { since: kept.cursor })).viewer?.changes;
  if (changes?.cursor !== kept.cursor) return false;
  // The device's clock may have been changed.
  const offset = clockOffset(changes.serverTime, asked, kept.clockOffset);
  if (offset !== kept.clockOffset) await changeStored((current) => ({ ...current, clockOffset: offset }));
  return true;
}

/** Fetches a new pack, unless the device has a current one. Rejects without a connection. */
export async function refreshPack() {
  // In another time zone, other cards are due today, and other answers were given today.
  await refresh();
  if (await reportTimeZone()) await refresh();
}

/**
 * Makes the device's time zone that of the account, if it is not. Returns whether it did: only once, because the service may
 * not know the time zone, or another device may be in another one.
 */
async function reportTimeZone(): Promise<boolean> {
  const [kept, timeZone] = [stored.value, deviceZone()];
  if (!kept || !timeZone || kept.timeZone === timeZone) return false;
  const isOther = kept.pack.settings.timeZone !== timeZone;
  if (isOther) await mutate(UPDATE_SETTINGS, { timeZone });
  await changeStored((current) => ({ ...current, timeZone, cursor: isOther ? null : current.cursor }));
  return isOther;
}

async function refresh() {
  if (await isCurrent()) return;
  const known = await value<Stored>(PACK);
  const before = known?.progress ?? {};
  const waiting = new Set((await waitingAnswers()).map(({ cardId }) => cardId));
  const [inLanguage, asked] = [language.value, Date.now()];
  const { viewer } = await ask(OFFLINE_PACK, { days: DAYS });
  const pack = viewer?.offlinePack;
  if (!pack) return;
  const accountId = viewer.account.id;
  const isStillNew = ({ wordId }: Shown) => pack.items.some((item) => !isAsked(item) && item.word.id === wordId);
  await change(accountId, (last) => {
    // A pack that was requested later may have arrived earlier, perhaps in another tab.
    if (last && last.cursor !== known?.cursor && Date.parse(last.pack.serverTime) > Date.parse(pack.serverTime)) return last;
    // The pack may have been on its way when these cards were answered, or when their answers were sent.
    const isLater = ([card, now]: [string, Progress]) =>
      waiting.has(card) || JSON.stringify(now) !== JSON.stringify(before[card]);
    return {
      accountId,
      pack,
      language: inLanguage,
      today: viewer.today,
      clockOffset: clockOffset(pack.serverTime, asked, last?.clockOffset),
      fetchedAt: asked,
      progress: Object.fromEntries(Object.entries(last?.progress ?? {}).filter(isLater)),
      shown: last?.shown.filter(isStillNew) ?? [],
      cursor: pack.cursor,
      isFollowed: (viewer.assignments?.edges.length ?? 0) > 0,
      timeZone: last?.timeZone,
    };
  });
}

/** Reports to the service which new words were looked at, again and again until a pack no longer shows them. */
export async function reportShown() {
  const introductions = stored.value?.shown ?? [];
  if (introductions.length) await mutate(INTRODUCE, { introductions });
}

/** Reads the pack that the device has kept. */
export async function loadPack() {
  const accountId = session.value?.accountId ?? null;
  const kept = await value<Stored>(accountId === null ? TRIAL : PACK);
  stored.value = kept?.accountId === accountId ? kept : null;
}

/** Stores the progress of a card. `undefined` deletes it. */
export const setProgress = (cardId: string, progress: Progress | undefined) =>
  changeStored((current) => {
    const { [cardId]: _, ...others } = current.progress;
    return { ...current, progress: progress ? { ...others, [cardId]: progress } : others };
  });

/** Stores that a new word was looked at. */
export function setShown(wordId: string) {
  const introducedAt = new Date(serverNow()).toISOString();
  return changeStored((current) => ({ ...current, shown: [...current.shown, { wordId, introducedAt }] }));
}

async function changeStored(act: (current: Stored) => Stored) {
  if (stored.value) await change(stored.value.accountId, (last) => last && act(last));
}

/** Changes the stored data of an account, which other tabs may be changing, too. */
async function change(accountId: string | null, act: (last: Stored | undefined) => Stored | undefined) {
  const key = accountId === null ? TRIAL : PACK;
  let next: Stored | undefined;
  await transaction(['values'], 'readwrite', async (running) => {
    const values = running.objectStore('values');
    const last = await values.get(key) as Stored | undefined;
    // Somebody else may have logged in meanwhile.
    if ((session.value?.accountId ?? null) !== accountId) return;
    next = act(last?.accountId === accountId ? last : undefined);
    if (next) await values.put(next, key);
  });
  if (next) stored.value = next;
}

/** Stores the words to try. */
export const store = (trial: Stored) => change(null, () => trial);
