// Answers on their way to the service. An answer is stored before its verdict is shown, and deleted only once the service
// has acknowledged it. It may be sent more than once: its id makes it count once.
import { mutate, Offline } from '../api';
import SUBMIT, { type Data } from '../operations/submit-reviews.graphql';
import { session } from '../session';
import { State } from '../state';
import { all, transaction } from './database';

export type Answer = Schema.ReviewInput & {
  reviewId: string;
  /** The account that answered; null before there is one. */
  accountId: string | null;
  /** The word, to show the answer in a list. */
  headword: string;
};
export type RefusedAnswer = Answer & { reason: string };
export type Result = NonNullable<NonNullable<Data['submitReviews']>['results']>[number];

const BATCH = 200;

/**
 * The answers that were not acknowledged, the oldest first: the account's, and those before there was an account. While
 * nobody is logged in, those of all accounts, which wait for them.
 */
export const unsent = new State<Answer[]>([]);
export const refused = new State<RefusedAnswer[]>([]);

/** Reads what the device has kept. */
export async function loadOutbox() {
  const isOwn = ({ accountId }: Answer) => accountId === null || accountId === session.value?.accountId;
  const [answers, refusals] = await Promise.all([all('outbox'), all('refused')]);
  unsent.value = answers
    .filter((answer) => !session.value || isOwn(answer))
    .sort((one, other) => (one.reviewedAt < other.reviewedAt ? -1 : 1));
  refused.value = refusals.filter(isOwn);
}

/** Stores an answer. When the promise resolves, no reload and no crash loses it. */
export async function keep(answer: Answer) {
  await transaction(['outbox'], 'readwrite', (store) => store('outbox').put(answer));
  unsent.value = [...unsent.value, answer];
}

/**
 * Sends or takes back while no other tab does. Without a secure connection, browsers have no locks: then only what this
 * tab sends is waited for.
 */
const alone = async <T>(act: () => Promise<T>): Promise<T> => navigator.locks?.request('outbox', act) ?? act();

/** Takes back an answer that was not sent. Returns false if it was sent already. */
export async function takeBack(reviewId: string): Promise<boolean> {
  await sending?.catch(() => undefined);
  const found = await alone(() => transaction<number>(['outbox'], 'readwrite', (store) => {
    const count = store('outbox').count(reviewId);
    store('outbox').delete(reviewId);
    return count;
  }));
  await loadOutbox();
  return found > 0;
}

/** Removes a refused answer from its list. */
export async function dismiss(reviewId: string) {
  await transaction(['refused'], 'readwrite', (store) => store('refused').delete(reviewId));
  await loadOutbox();
}

/** Deletes everything that the device has kept of the account. Answers of other accounts stay until they log in. */
export async function forgetAccount() {
  await transaction<void>(['outbox', 'refused', 'values'], 'readwrite', (store) => {
    for (const { reviewId } of unsent.value) store('outbox').delete(reviewId);
    for (const { reviewId } of refused.value) store('refused').delete(reviewId);
    store('values').clear();
  });
  unsent.value = [];
  refused.value = [];
}

let sending: Promise<Result[]> | undefined;
/** Whether `send` was called since the last request began: only then is what was kept meanwhile sent after it. */
let isAskedAgain = false;

/** Sends everything that was not acknowledged. Returns the results; rejects if the service cannot be reached. */
export function send(): Promise<Result[]> {
  isAskedAgain = true;
  return (sending ??= alone(sendAll).finally(() => { sending = undefined; }));
}

async function sendAll(): Promise<Result[]> {
  const results: Result[] = [];
  while (isAskedAgain) {
    isAskedAgain = false;
    await loadOutbox();
    // The others wait until an account has taken them over: see trial.ts.
    const batch = unsent.value.filter(({ accountId }) => accountId && accountId === session.value?.accountId).slice(0, BATCH);
    if (!batch.length) break;
    const reviews = batch.map(({ accountId: _, headword: __, ...review }) => review);
    const payload = await mutate(SUBMIT, { reviews });
    if (!payload.results) throw new Offline();
    await acknowledge(batch, payload.results);
    results.push(...payload.results);
    isAskedAgain ||= batch.length === BATCH;
  }
  return results;
}

/** Deletes what was acknowledged, and moves what was refused to its list. */
async function acknowledge(batch: Answer[], results: Result[]) {
  const answers = new Map(batch.map((answer) => [answer.reviewId, answer]));
  await transaction<void>(['outbox', 'refused'], 'readwrite', (store) => {
    for (const { reviewId, error } of results) {
      const answer = reviewId && answers.get(reviewId);
      // More than one batch holds: stays where it is.
      if (!answer || error?.code === 'TOO_MANY_ITEMS') continue;
      if (error) store('refused').put({ ...answer, reason: error.message });
      store('outbox').delete(answer.reviewId);
    }
  });
  await loadOutbox();
}
