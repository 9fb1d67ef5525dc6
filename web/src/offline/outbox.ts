// Answers on their way to the service. An answer is stored before its verdict is shown, and deleted only once the
// service has acknowledged it. It may be sent more than once: its id makes it count once. An answer that is taken back
// also stays until the service has undone it, if it may have arrived.
import { signal } from '@preact/signals';
import { mutate, Refused, unreachable } from '../api';
import { isOfOthers } from '../editing/unsaved';
import SUBMIT, { type Data } from '../operations/submit-reviews.graphql';
import UNDO from '../operations/undo-reviews.graphql';
import { session } from '../session';
import { ownName } from '../storage';
import { transaction } from './database';
import { uuid } from '../uuid';

export type Answer = Schema.ReviewInput & {
  reviewId: string;
  /** The account that answered; null without an account. */
  accountId: string | null;
  /** The word, to show the answer in a list. */
  headword: string;
  /** The service's clock minus the device's, as the device knew it then, in milliseconds. `reviewedAt` includes it. */
  clockOffset?: number;
  /** Whether the service has refused its time: then the device's clock had been changed since it knew that. */
  isMistimed?: boolean;
  /** Whether it may have arrived at the service. */
  isSent?: boolean;
  /** Whether the service is to undo it. */
  isUndone?: boolean;
};
export type RefusedAnswer = Answer & { reason: string };
export type Result = NonNullable<NonNullable<Data['submitReviews']>['results']>[number];

const BATCH = 200;

/** Whether an answer belongs to an account, or to nobody. */
const isOf = (account: string | undefined) => ({ accountId }: Answer) => accountId === null || accountId === account;

/**
 * The answers that were not acknowledged, and those that the service must still undo, the oldest first: those of the account,
 * and those without an account. While nobody is logged in, those of all accounts.
 */
export const unsent = signal<Answer[]>([]);
export const refused = signal<RefusedAnswer[]>([]);

/** Reads what the device has kept. */
export async function loadOutbox() {
  const isOwn = isOf(session.value?.accountId);
  // In one transaction: an answer that is kept between two would not be in the list that was read first, which then replaces
  // the list with the answer.
  const [answers, refusals] = await transaction(['outbox', 'refused'], 'readonly', (running) =>
    Promise.all([running.objectStore('outbox').getAll(), running.objectStore('refused').getAll()]));
  unsent.value = answers
    .filter((answer) => !session.value || isOwn(answer))
    .sort((one, other) => (one.reviewedAt < other.reviewedAt ? -1 : 1));
  refused.value = refusals.filter(isOwn);
}

/**
 * Returns a new id of an answer. It begins with the time (UUIDv7), so that the service stores the answers of a session side
 * by side.
 */
export function newReviewId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${uuid().slice(15)}`;
}

const put = (answers: Answer[]) =>
  transaction(['outbox'], 'readwrite', (running) =>
    Promise.all(answers.map((answer) => running.objectStore('outbox').put(answer))));

/** Stores an answer. When the promise resolves, no reload and no crash loses it. */
export async function keep(answer: Answer) {
  await put([answer]);
  unsent.value = [...unsent.value, answer];
}

/**
 * Runs `act` while no other tab sends answers or takes them back. Without a secure connection, browsers have no locks;
 * then it waits only for this tab.
 */
const alone = async <T>(act: () => Promise<T>): Promise<T> => navigator.locks?.request(ownName('outbox'), act) ?? act();

/** Takes back an answer. Returns whether the service must undo it, because it has arrived or may have arrived. */
export async function takeBack(answer: Answer): Promise<boolean> {
  await sending?.catch(() => undefined);
  await alone(() => transaction(['outbox'], 'readwrite', async (running) => {
    const outbox = running.objectStore('outbox');
    const kept = await outbox.get(answer.reviewId);
    // Without an account, nothing was sent.
    if (answer.accountId && (!kept || kept.isSent)) await outbox.put({ ...answer, isUndone: true });
    else await outbox.delete(answer.reviewId);
  }));
  await loadOutbox();
  return unsent.value.some(({ isUndone }) => isUndone);
}

/** Removes a refused answer from its list. */
export async function dismiss(reviewId: string) {
  await transaction(['refused'], 'readwrite', (running) => running.objectStore('refused').delete(reviewId));
  await loadOutbox();
}

/**
 * Deletes everything that the device has kept of an account. What other accounts would lose stays until they log in: their
 * answers, and their unsaved edits.
 */
export async function forgetAccount(accountId: string) {
  await transaction(['outbox', 'refused', 'values'], 'readwrite', async (running) => {
    const values = running.objectStore('values');
    const forget = async (store: { getAll: () => Promise<Answer[]>; delete: (id: string) => Promise<void> }) => {
      const own = (await store.getAll()).filter(isOf(accountId));
      await Promise.all(own.map(({ reviewId }) => store.delete(reviewId)));
    };
    const keys = (await values.getAllKeys()).filter((key) => !isOfOthers(key, accountId));
    await Promise.all([
      forget(running.objectStore('outbox')), forget(running.objectStore('refused')), ...keys.map((key) => values.delete(key)),
    ]);
  });
  unsent.value = refused.value = [];
}

type OnResults = (results: Result[]) => Promise<void>;
const listeners = new Set<OnResults>();
const tell = (results: Result[]) => Promise.all([...listeners].map((listener) => listener(results)));

/** Another tab may have given the answers that this one sends, or the other way round. */
const otherTabs = new BroadcastChannel(ownName('results'));
otherTabs.onmessage = ({ data }) => {
  void loadOutbox().catch(() => undefined);
  void tell(data);
};

/** Passes on the results of what this tab or another one sends, until the returned function is called. */
export function onResults(act: OnResults) {
  listeners.add(act);
  return () => { listeners.delete(act); };
}

let sending: Promise<void> | undefined;
/** Whether `send` was called since the last request began. If so, a further request sends what was kept meanwhile. */
let isAskedAgain = false;

/** Sends all answers that were not acknowledged. Rejects if the service cannot be reached. */
export function send(): Promise<void> {
  isAskedAgain = true;
  return (sending ??= alone(sendAll).finally(() => { sending = undefined; }));
}

/** The offset of the clock that gave an answer its time, if the service is to correct that. */
const correction = ({ isMistimed, clockOffset = 0 }: Answer) => (isMistimed ? clockOffset : null);

async function sendAll() {
  while (isAskedAgain) {
    isAskedAgain = false;
    await loadOutbox();
    // The others wait until an account has taken them over: see trial.ts.
    const own = unsent.value.filter(({ accountId }) => accountId && accountId === session.value?.accountId);
    await undo(own.filter(({ isUndone }) => isUndone).slice(0, BATCH));
    const waiting = own.filter(({ isUndone }) => !isUndone);
    const batch = waiting.filter((answer) => correction(answer) === correction(waiting[0]!)).slice(0, BATCH);
    if (!batch.length) continue;
    // If nothing can be stored, it is sent all the same.
    await put(batch.map((answer) => ({ ...answer, isSent: true }))).catch(() => undefined);
    const results = await submit(batch);
    isAskedAgain ||= batch.length < waiting.length;
    await acknowledge(batch, results);
    otherTabs.postMessage(results);
    await tell(results);
  }
}

/**
 * Sends answers whose times need the same correction: none, or by the difference that the device's clock has now. The times
 * of most answers are right when it differs, because they were given before it was changed, so only refused ones need it.
 */
async function submit(batch: Answer[]): Promise<Result[]> {
  const offset = correction(batch[0]!);
  const reviews = batch.map(({ accountId, headword, isSent, clockOffset, isMistimed, ...review }) => review);
  try {
    const { results } = await mutate(SUBMIT, {
      reviews, ...(offset !== null && { clientNow: new Date(Date.now() + offset).toISOString() }),
    });
    if (!results) throw unreachable();
    return results;
  } catch (error) {
    // What one answer contains must not stop the others.
    if (!(error instanceof Refused) || !['BAD_REQUEST', 'BAD_USER_INPUT'].includes(error.code)) throw error;
    if (batch.length === 1) {
      const { code, message } = error as { code: Schema.UserErrorCode; message: string };
      return [{ reviewId: batch[0]!.reviewId, grade: null, card: null, error: { code, message } }];
    }
    const half = Math.ceil(batch.length / 2);
    return [...await submit(batch.slice(0, half)), ...await submit(batch.slice(half))];
  }
}

/** Undoes answers at the service, and those that never arrived, too: the service ignores them if they ever arrive. */
async function undo(batch: Answer[]) {
  if (!batch.length) return;
  const { results } = await mutate(UNDO, { reviewIds: batch.map(({ reviewId }) => reviewId) });
  if (!results) throw unreachable();
  await transaction(['outbox'], 'readwrite', (running) =>
    Promise.all(batch.map(({ reviewId }) => running.objectStore('outbox').delete(reviewId))));
}

/** Deletes the acknowledged answers, and moves the refused ones to their list, unless they are to be sent again. */
async function acknowledge(batch: Answer[], results: Result[]) {
  const answers = new Map(batch.map((answer) => [answer.reviewId, answer]));
  await transaction(['outbox', 'refused'], 'readwrite', (running) => Promise.all(results.map(async ({ reviewId, error }) => {
    const answer = reviewId && answers.get(reviewId);
    // An answer beyond the size of a batch stays in the outbox.
    if (!answer || error?.code === 'TOO_MANY_ITEMS') return;
    if (error?.code === 'INVALID_REVIEW_TIME' && !answer.isMistimed) {
      isAskedAgain = true;
      await running.objectStore('outbox').put({ ...answer, isSent: true, isMistimed: true });
      return;
    }
    if (error) await running.objectStore('refused').put({ ...answer, reason: error.message });
    await running.objectStore('outbox').delete(answer.reviewId);
  })));
  await loadOutbox();
}
