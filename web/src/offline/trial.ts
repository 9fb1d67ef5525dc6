// The words that somebody tries without an account. They are studied like a pack, and the answers are in the outbox.
// The account with which somebody then signs up or logs in takes them over.
import { ask, mutate } from '../api';
import SERVER_TIME from '../operations/server-time.graphql';
import START from '../operations/start-lesson.graphql';
import { session } from '../session';
import { transaction, value, waitingAnswers } from './database';
import { loadOutbox, type Answer } from './outbox';
import { clockOffset, TRIAL, type Stored } from './pack';

export type Trial = Stored & {
  lessonId: string;
  /** When it began, by the device's clock. */
  startedAt: string;
};

const isOfNobody = ({ accountId }: Answer) => accountId === null;

/**
 * Starts the tried lesson for the account, and gives the answers to the account. Returns whether there are answers to
 * send now. An interrupted step is repeated; a step that another tab has taken is not.
 */
export async function takeOverTrial(): Promise<boolean> {
  const accountId = session.value?.accountId;
  const trial = await value<Trial>(TRIAL);
  if (!trial || !accountId) return false;
  if (!(await waitingAnswers()).some(isOfNobody)) {
    await transaction(['values'], 'readwrite', (running) => running.objectStore('values').delete(TRIAL));
    return false;
  }
  // During the trial, the device's clock was not compared with the service's.
  const offset = await measuredOffset();
  const byServer = (time: string) => new Date(Date.parse(time) + offset).toISOString();
  // If the lesson is withdrawn, the service refuses the answers, and they are listed with other refused answers.
  await mutate(START, { lessonId: trial.lessonId, startedAt: byServer(trial.startedAt) });
  await transaction(['outbox', 'values'], 'readwrite', async (running) => {
    const outbox = running.objectStore('outbox');
    const answers = (await outbox.getAll()).filter(isOfNobody);
    await Promise.all(answers.map((answer) => outbox.put({ ...answer, accountId, reviewedAt: byServer(answer.reviewedAt), clockOffset: offset })));
    await running.objectStore('values').delete(TRIAL);
  });
  await loadOutbox();
  return true;
}

/** Returns the service's clock minus the device's. */
async function measuredOffset() {
  const asked = Date.now();
  const { viewer } = await ask(SERVER_TIME, {});
  const now = viewer?.offlinePack?.serverTime;
  return now ? clockOffset(now, asked) : 0;
}
