// Who is logged in on this device.
import { State } from './state';

export type Session = { token: string; accountId: string; displayName: string };

const KEY = 'session';
const WAS_LOGGED_IN = 'was-logged-in';

function stored(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

export const session = new State(stored(), (current) => {
  if (current) {
    localStorage.setItem(KEY, JSON.stringify(current));
    localStorage.setItem(WAS_LOGGED_IN, '');
  } else {
    localStorage.removeItem(KEY);
  }
});

/** Whether someone was logged in on this device before: they are asked to log in, not to sign up. */
export const wasLoggedIn = () => localStorage.getItem(WAS_LOGGED_IN) !== null;
