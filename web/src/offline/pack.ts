// The cards for the coming days, and what happened to them on this device since they were fetched.
import { signal } from '@preact/signals';
import { ask } from '../api';
import INTRODUCE from '../operations/introduce-words.graphql';
import PACK, { type Data } from '../operations/offline-pack.graphql';
import { session } from '../session';
import { setValue, value } from './database';
import { unsent } from './outbox';

type Viewer = NonNullable<Data['viewer']>;
type Received = NonNullable<Viewer['offlinePack']>;
type ReceivedItem = Received['items'][number];
export type Item = ReceivedItem & { exercise: NonNullable<ReceivedItem['exercise']> };
export type Pack = Omit<Received, 'items'> & { items: Item[] };
export type Word = Pack['words'][number];

/** A card after answers on this device. */
export type Progress = {
  /** When it is due again, in milliseconds; null if only the service knows. */
  dueAt: number | null;
  /** The steps of the day that it has passed; null if it is done for the day. */
  stepsPassed: number | null;
  /** The study day of its first answer, if it was new. */
  newOn: string | null;
  /** The study day of its last answer. */
  answeredOn: string;
};

export type Stored = {
  accountId: string;
  pack: Pack;
  today: NonNullable<Viewer['today']> | null;
  /** The service's clock minus the device's, in milliseconds. */
  clockOffset: number;
  fetchedAt: number;
  /** By card. */
  progress: Record<string, Progress>;
  /** The ids of the new words that were shown on this device before they were asked, and that the service was not told. */
  shown: string[];
};

/** The number of days that a pack covers. */
const DAYS = 14;
const KEY = 'pack';

export const stored = signal<Stored | null>(null);

/** The time by the service's clock. */
export const serverNow = () => Date.now() + (stored.value?.clockOffset ?? 0);

/** The study day of a moment, in the device's time zone: it begins some hours after midnight. */
export function studyDay(time: number): string {
  const local = time - new Date(time).getTimezoneOffset() * 60_000;
  return new Date(local - (stored.value?.pack.settings.rolloverHour ?? 0) * 3_600_000).toISOString().slice(0, 10);
}

/** Fetches a new pack. Rejects without a connection. */
export async function refreshPack() {
  const { viewer } = await ask(PACK, { days: DAYS });
  if (!viewer?.offlinePack || !session.value) return;
  // The app itself shows new words before they are asked, so it needs only the exercises.
  const items = viewer.offlinePack.items.filter((item): item is Item => item.exercise !== null);
  const pack: Pack = { ...viewer.offlinePack, items };
  const isIntroduced = (id: string) => items.some(({ card, word }) => word.id === id && card.introducedAt);
  const waiting = new Set(unsent.value.map((answer) => answer.cardId));
  const progress = Object.entries(stored.value?.progress ?? {}).filter(([card]) => waiting.has(card));
  await store({
    accountId: viewer.account.id,
    pack,
    today: viewer.today,
    clockOffset: Date.parse(pack.serverTime) - Date.now(),
    fetchedAt: Date.now(),
    progress: Object.fromEntries(progress),
    shown: stored.value?.shown.filter((id) => pack.words.some((word) => word.id === id) && !isIntroduced(id)) ?? [],
  });
}

/** Tells the service which new words were shown. It is told again until a pack says that it knows. */
export async function reportShown() {
  const introductions = stored.value?.shown.map((wordId) => ({ wordId })) ?? [];
  if (introductions.length) await ask(INTRODUCE, { input: { introductions } });
}

/** Reads the pack that the device has kept. */
export async function loadPack() {
  const kept = await value<Stored>(KEY);
  stored.value = kept && kept.accountId === session.value?.accountId ? kept : null;
}

/** Remembers what became of a card. `undefined` forgets it. */
export async function setProgress(cardId: string, progress: Progress | undefined) {
  const current = stored.value;
  if (!current) return;
  const { [cardId]: _, ...others } = current.progress;
  await store({ ...current, progress: progress ? { ...others, [cardId]: progress } : others });
}

/** Remembers that a new word was shown. */
export async function setShown(wordId: string) {
  const current = stored.value;
  if (current) await store({ ...current, shown: [...current.shown, wordId] });
}

async function store(content: Stored) {
  stored.value = content;
  await setValue(KEY, content);
}
