// When the device and the service exchange data: at the start, when the connection returns, when the page is hidden or
// shows again, some time after a failure (connection.ts), and at the end of a session.
import { signal } from '@preact/signals';
import { isOnline } from '../connection';
import { session } from '../session';
import { loadOutbox, send } from './outbox';
import { refreshPack, reportShown } from './pack';
import { takeOverTrial } from './trial';

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
    return true;
  } catch {
    return false;
  }
}

/** How often `synchronize` is running. */
let running = 0;

/** Sends the answers that wait and the words that were shown, then fetches the cards for the coming days. */
export async function synchronize() {
  running += 1;
  isSynchronizing.value = true;
  if (await sendAnswers()) {
    try {
      await reportShown();
      await refreshPack();
    } catch {
      // The device keeps the pack that it has.
    }
  }
  running -= 1;
  isSynchronizing.value = running > 0;
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
