// Answers on their way to the service. An answer is stored before its verdict is shown, and deleted only once the
// service has acknowledged it. It may be sent more than once: its id makes it count once. An answer that is taken back
// also stays until the service has undone it, if it may have arrived.
import { signal } from '@preact/signals';
import { mutate, Offline } from '../api';
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
  /** Whether it may have arrived at the service. */
  isSent?: boolean;
  /** Whether the service is to undo it. */
  isUndone?: boolean;
};
export type RefusedAnswer = Answer & { reason: string };
export type Result = NonNullable<NonNullable<Data['submitReviews']>['results']>[number];

const BATCH = 200;

/**
 * The answers that were not acknowledged, the oldest first: those of the account, and those without an account. While
 * nobody is logged in, those of all accounts.
 */
export const unsent = signal<Answer[]>([]);
export const refused = signal<RefusedAnswer[]>([]);
/** Answers that were taken back, and that the service must still undo. */
let undone: Answer[] = [];

/** Reads what the device has kept. */
export async function loadOutbox() {
  const isOwn = ({ accountId }: Answer) => accountId === null || accountId === session.value?.accountId;
  // In one transaction: an answer that is kept between two would not be in the list that was read first, which then replaces
  // the list with the answer.
  const [answers, refusals] = await transaction(['outbox', 'refused'], 'readonly', (running) =>
    Promise.all([running.objectStore('outbox').getAll(), running.objectStore('refused').getAll()]));
  const kept = answers
    .filter((answer) => !session.value || isOwn(answer))
    .sort((one, other) => (one.reviewedAt < other.reviewedAt ? -1 : 1));
  unsent.value = kept.filter(({ isUndone }) => !isUndone);
  undone = kept.filter(({ isUndone }) => isUndone);
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
  return undone.length > 0;
}

/** Removes a refused answer from its list. */
export async function dismiss(reviewId: string) {
  await transaction(['refused'], 'readwrite', (running) => running.objectStore('refused').delete(reviewId));
  await loadOutbox();
}

/** Deletes everything that the device has kept of the account. Answers of other accounts stay until they log in. */
export async function forgetAccount() {
  await transaction(['outbox', 'refused', 'values'], 'readwrite', (running) => Promise.all([
    ...[...unsent.value, ...undone].map(({ reviewId }) => running.objectStore('outbox').delete(reviewId)),
    ...refused.value.map(({ reviewId }) => running.objectStore('refused').delete(reviewId)),
    running.objectStore('values').clear(),
  ]));
  unsent.value = undone = [];
  refused.value = [];
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

/** Those of some answers that can be sent. The others wait until an account has taken them over: see trial.ts. */
const batchOf = (answers: Answer[]) =>
  answers.filter(({ accountId }) => accountId && accountId === session.value?.accountId).slice(0, BATCH);

async function sendAll() {
  while (isAskedAgain) {
    isAskedAgain = false;
    await loadOutbox();
    await undo(batchOf(undone));
    const batch = batchOf(unsent.value);
    if (!batch.length) continue;
    // If nothing can be stored, it is sent all the same.
    await put(batch.map((answer) => ({ ...answer, isSent: true }))).catch(() => undefined);
    const reviews = batch.map(({ accountId: _, headword: __, isSent: ___, ...review }) => review);
    const payload = await mutate(SUBMIT, { reviews });
    if (!payload.results) throw new Offline();
    await acknowledge(batch, payload.results);
    otherTabs.postMessage(payload.results);
    await tell(payload.results);
    isAskedAgain ||= batch.length === BATCH;
  }
}

/** Undoes answers at the service, and those that never arrived, too: the service ignores them if they ever arrive. */
async function undo(batch: Answer[]) {
  if (!batch.length) return;
  const { results } = await mutate(UNDO, { reviewIds: batch.map(({ reviewId }) => reviewId) });
  if (!results) throw new Offline();
  await transaction(['outbox'], 'readwrite', (running) =>
    Promise.all(batch.map(({ reviewId }) => running.objectStore('outbox').delete(reviewId))));
}

/** Deletes the acknowledged answers, and moves the refused ones to their list. */
async function acknowledge(batch: Answer[], results: Result[]) {
  const answers = new Map(batch.map((answer) => [answer.reviewId, answer]));
  await transaction(['outbox', 'refused'], 'readwrite', (running) => Promise.all(results.map(async ({ reviewId, error }) => {
    const answer = reviewId && answers.get(reviewId);
    // An answer beyond the size of a batch stays in the outbox.
    if (!answer || error?.code === 'TOO_MANY_ITEMS') return;
    if (error) await running.objectStore('refused').put({ ...answer, reason: error.message });
    await running.objectStore('outbox').delete(answer.reviewId);
  })));
  await loadOutbox();
}
