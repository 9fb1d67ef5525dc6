// Who is logged in on this device.
import { State } from './state';
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

export const session = new State(stored(), (current) => {
  if (current) {
    localStorage.setItem(KEY, JSON.stringify(current));
    localStorage.setItem(WAS_LOGGED_IN, '');
  } else if (stored()?.token === token) {
    // Otherwise the session belongs to somebody who has logged in in another tab.
    localStorage.removeItem(KEY);
  }
  token = current?.token;
});

/** Asks to log in again after a token has ended. What is not sent yet stays on the device until then. */
export function endSession(ended: string | undefined) {
  if (session.value?.token === ended) session.value = null;
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
