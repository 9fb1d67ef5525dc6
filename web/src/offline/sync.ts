// When the device and the service exchange data: at the start, when the connection returns, when the page is hidden or
// shows again, and at the end of a session.
import { signal } from '@preact/signals';
import { Offline } from '../api';
import { session } from '../session';
import { loadOutbox, send } from './outbox';
import { refreshPack, reportShown } from './pack';
import { takeOverTrial } from './trial';

/** Whether the last request reached the service. */
export const isOnline = signal(navigator.onLine);

/** What the service says to a screen that shows older data, because it refused to load newer. */
export const refusal = signal('');

/** Whether the device and the service are exchanging data, or are about to. */
export const isSynchronizing = signal(true);

/** Sends the answers that wait. Returns whether they have arrived: not without a connection or an account. */
export async function sendAnswers(): Promise<boolean> {
  if (!session.value) return false;
  try {
    await send();
    if (await takeOverTrial()) await send();
    isOnline.value = true;
    return true;
  } catch (error) {
    isOnline.value = !(error instanceof Offline);
    return false;
  }
}

/** Sends the answers that wait and the words that were shown, then fetches the cards for the coming days. */
export async function synchronize() {
  isSynchronizing.value = true;
  if (await sendAnswers()) {
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
