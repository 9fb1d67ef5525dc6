// When the device and the service exchange data: at the start, when the connection returns, when the page is hidden or
// shows again, and at the end of a session.
import { Offline } from '../api';
import { session } from '../session';
import { State } from '../state';
import { loadOutbox, send, type Result } from './outbox';
import { refreshPack, reportShown } from './pack';
import { takeOverTrial } from './trial';

/** Whether the last request reached the service. */
export const isOnline = new State(navigator.onLine);

/** What the service says to a screen that shows older data, because it refused to load newer. */
export const refusal = new State('');

/** Whether the device and the service are exchanging data, or are about to. */
export const isSynchronizing = new State(true);

/** Sends the answers that wait. Returns the results, or null without a connection or an account. */
export async function sendAnswers(): Promise<Result[] | null> {
  if (!session.value) return null;
  try {
    const results = await send();
    const ofTrial = (await takeOverTrial()) ? await send() : [];
    isOnline.value = true;
    return [...results, ...ofTrial];
  } catch (error) {
    isOnline.value = !(error instanceof Offline);
    return null;
  }
}

/** Sends the answers that wait and the words that were shown, then fetches the cards for the coming days. */
export async function synchronize() {
  isSynchronizing.value = true;
  if (await sendAnswers() !== null) {
    try {
      await reportShown();
      await refreshPack();
    } catch (error) {
      isOnline.value = !(error instanceof Offline);
    }
  }
  isSynchronizing.value = false;
}

export async function startSync() {
  addEventListener('online', () => {
    // Nothing is exchanged without an account.
    if (!session.value) isOnline.value = true;
    void synchronize();
  });
  addEventListener('offline', () => { isOnline.value = false; });
  document.addEventListener('visibilitychange', () => {
    // A page that is hidden may not come back.
    void (document.visibilityState === 'visible' ? synchronize() : sendAnswers());
  });
  await loadOutbox().catch(() => undefined);
  void synchronize();
}
