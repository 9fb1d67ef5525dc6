// Who is logged in on this device.
import './storage';
import { State } from './state';

export type Session = { token: string; accountId: string; displayName: string; deviceToken?: string };

const KEY = 'session';
const WAS_LOGGED_IN = 'was-logged-in';

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
    // Otherwise it is the session of who has logged in in another tab.
    localStorage.removeItem(KEY);
  }
  token = current?.token;
});

// Whoever logs in or out in another tab does so here, too: nothing of the account before stays on the screen.
addEventListener('storage', () => {
  if (stored()?.token !== token) location.reload();
});

/**
 * Where the token is kept by which the service knows this device as one of an account's: wrong passwords that somebody
 * enters elsewhere then do not delay logging in here. It stays after logging out, so it does not say the login name to whoever
 * uses the device next. Without a secure connection, browsers have no digests, and all accounts share a key.
 */
export async function deviceKey(loginName: string) {
  const digest = await crypto.subtle?.digest('SHA-256', new TextEncoder().encode(loginName.trim().toLowerCase()));
  return `device ${new Uint8Array(digest)}`;
}

/** Whether someone was logged in on this device before: they are asked to log in, not to sign up. */
export const wasLoggedIn = () => localStorage.getItem(WAS_LOGGED_IN) !== null;
