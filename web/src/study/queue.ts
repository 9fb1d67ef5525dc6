// Which card comes next. That follows from what the device has stored, so studying continues after a reload where it
// was.
import { canSpeak } from '../components/kazakh';
import { DAY_MS } from '../days';
import {
  isAsked, pausedUntil, serverNow, setProgress, stored, studyDay, type AskedItem, type Item, type Progress, type Stored,
} from '../offline/pack';

/** A card in learning or relearning steps may come this much earlier, if there is nothing else. */
const AHEAD_MS = 20 * 60_000;

/** A card that was new comes back after about this time, with the default parameters. */
const FIRST_INTERVAL_MS = 2 * DAY_MS;

/** Whether this device can ask an item: one that is heard needs a voice. */
export const canAsk = ({ exercise }: Pick<AskedItem, 'exercise'>) =>
  canSpeak() || !exercise.__typename.startsWith('Listen');

/** Whether a card was never answered. */
export const isFresh = ({ card }: Item) => card.phase === 'NEW' && !stored.value?.progress[card.id];

/** When an item is due: null if only the service knows. */
function dueAt(item: Item, { progress }: Stored): number | null {
  const own = progress[item.card.id];
  return own ? own.dueAt : Date.parse(item.card.dueAt);
}

/** Returns new cards in the order of the pack, with the words to look at before they are asked. */
function withNewWords(fresh: AskedItem[], { pack, shown }: Stored): Item[] {
  const words = new Set(fresh.map((item) => item.word.id));
  for (const { wordId } of shown) words.delete(wordId);
  const cards = new Set<Item>(fresh);
  return pack.items.filter((item) => (isAsked(item) ? cards.has(item) : words.has(item.word.id)));
}

/** Returns what can be studied now, in order: cards to answer, and new words to look at. */
export function studiable(kept: Stored): Item[] {
  if (pausedUntil()) return [];
  const now = serverNow();
  const { pack, progress, today } = kept;
  const { newCardsPerDay, burySiblings } = pack.settings;
  const thisDay = studyDay(now);
  const newBefore = today?.date === thisDay ? today.newCards : 0;
  let room = newCardsPerDay - newBefore - Object.values(progress).filter((each) => each.newOn === thisDay).length;
  // The words that already have a card today.
  const isAnswered = (item: Item) => progress[item.card.id]?.answeredOn === thisDay;
  const taken = new Set(pack.items.filter(isAnswered).map((item) => item.word.id));
  const [again, due, fresh]: [AskedItem[], AskedItem[], AskedItem[]] = [[], [], []];
  for (const item of pack.items) {
    if (!isAsked(item) || !canAsk(item)) continue;
    const own = progress[item.card.id];
    const at = dueAt(item, kept);
    if (at === null || item.card.buriedUntil! > thisDay) continue;
    const isInSteps = own ? own.stepsPassed !== null : ['LEARNING', 'RELEARNING'].includes(item.card.phase);
    if (isInSteps) {
      if (at <= now + AHEAD_MS) again.push(item);
      continue;
    }
    const isNew = isFresh(item);
    if (isNew ? room <= 0 : at > now) continue;
    if (burySiblings && taken.has(item.word.id)) continue;
    taken.add(item.word.id);
    if (isNew) {
      room -= 1;
      fresh.push(item);
    } else {
      due.push(item);
    }
  }
  again.sort((one, other) => dueAt(one, kept)! - dueAt(other, kept)!);
  const ready = again.filter((item) => dueAt(item, kept)! <= now);
  return [...ready, ...due, ...withNewWords(fresh, kept), ...again.slice(ready.length)];
}

/** Returns what comes next; not the card that was just answered, if there is another. */
export function nextItem(last: string | null): Item | null {
  if (!stored.value) return null;
  const items = studiable(stored.value);
  return items.find(({ card }) => card.id !== last) ?? items[0] ?? null;
}

/** Predicts when an answered card comes back, by its learning or relearning steps. The service decides. */
export async function schedule(item: Item, verdict: Schema.Verdict): Promise<Progress | undefined> {
  const kept = stored.value;
  if (!kept) return undefined;
  const { card } = item;
  const before = kept.progress[card.id];
  const now = serverNow();
  const { learningStepsSeconds, relearningStepsSeconds } = kept.pack.preset;
  const isDone = before ? before.stepsPassed === null : card.phase === 'REVIEW';
  const isLearned = isDone || before?.isLearned || card.phase === 'REVIEW' || card.phase === 'RELEARNING';
  const steps = isLearned ? relearningStepsSeconds : learningStepsSeconds;
  // A card in the learning steps has passed one step already; a card in review has passed all of them.
  const passed = isDone ? steps.length : before?.stepsPassed ?? (card.phase === 'NEW' ? 0 : 1);
  const isRemembered = verdict === 'CORRECT' || verdict === 'SLIP';
  const stepsPassed = isRemembered ? passed + 1 : verdict === 'SYNONYM' ? Math.min(passed, steps.length - 1) : 0;
  const step = steps[stepsPassed];
  const next: Pick<Progress, 'dueAt' | 'stepsPassed'> = step !== undefined
    ? { stepsPassed, dueAt: now + step * 1000 }
    // Without an account, no card comes back after days.
    : { stepsPassed: null, dueAt: isLearned || kept.accountId === null ? null : now + FIRST_INTERVAL_MS };
  const day = studyDay(now);
  await setProgress(card.id, { ...next, isLearned, newOn: before?.newOn ?? (card.phase === 'NEW' ? day : null), answeredOn: day });
  return before;
}

/** Stores when the service has scheduled a card. */
export async function reschedule(card: { id: string; phase: Schema.CardPhase; dueAt: string }) {
  const own = stored.value?.progress[card.id];
  if (!own) return;
  const isInSteps = card.phase === 'LEARNING' || card.phase === 'RELEARNING';
  await setProgress(card.id, {
    ...own,
    dueAt: Date.parse(card.dueAt),
    stepsPassed: isInSteps ? own.stepsPassed ?? 0 : null,
  });
}
