// Who is logged in on this device.
import { effect, signal } from '@preact/signals';

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

export const session = signal<Session | null>(stored());

/** Whether someone was logged in on this device before: they are asked to log in, not to sign up. */
export const wasLoggedIn = () => localStorage.getItem(WAS_LOGGED_IN) !== null;

effect(() => {
  if (session.value) {
    localStorage.setItem(KEY, JSON.stringify(session.value));
    localStorage.setItem(WAS_LOGGED_IN, '');
  } else {
    localStorage.removeItem(KEY);
  }
});
