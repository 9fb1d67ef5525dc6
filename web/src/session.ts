// Who is logged in on this device.
import { signal, type ReadonlySignal } from '@preact/signals';
import { digest, ownName } from './storage';

export type Session = { token: string; accountId: string; displayName: string; deviceToken?: string };

const KEY = ownName('session');
const WAS_LOGGED_IN = ownName('was-logged-in');

function stored(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

/** The token that this page has stored or read. */
let token = stored()?.token;

const current = signal(stored());

/** The session of this page; null if nobody is logged in. */
export const session: ReadonlySignal<Session | null> = current;

/** Begins a session, or ends the current one, and stores that. */
export function setSession(next: Session | null) {
  if (next) {
    localStorage.setItem(KEY, JSON.stringify(next));
    localStorage.setItem(WAS_LOGGED_IN, '');
  } else if (stored()?.token === token) {
    // Otherwise the session belongs to somebody who has logged in in another tab.
    localStorage.removeItem(KEY);
  }
  token = next?.token;
  current.value = next;
}

/** Asks to log in again after a token has ended. What is not sent yet stays on the device until then. */
export function endSession(ended: string | undefined) {
  if (session.value?.token === ended) setSession(null);
}

// Logging in or out in another tab takes effect here, too, so that nothing of the previous account stays on the screen.
addEventListener('storage', () => {
  if (stored()?.token !== token) location.reload();
});

/**
 * The key of the token by which the service knows that an account has logged in on this device. With it, wrong passwords
 * that somebody enters elsewhere do not delay logging in here. It stays after logging out, so it does not contain the login
 * name, which the next user of the device could read. Without a secure connection, browsers compute no digests, and all accounts
 * share a key.
 */
export async function deviceKey(loginName: string) {
  return ownName(`device ${await digest(loginName.trim().toLowerCase())}`);
}

/** Whether someone was logged in on this device before: they are asked to log in, not to sign up. */
export const wasLoggedIn = () => localStorage.getItem(WAS_LOGGED_IN) !== null;
