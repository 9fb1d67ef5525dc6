// Who is logged in on this device.
import { effect, signal } from '@preact/signals';

export type Session = { token: string; accountId: string; displayName: string };

const KEY = 'session';

function stored(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

export const session = signal<Session | null>(stored());

effect(() => {
  if (session.value) localStorage.setItem(KEY, JSON.stringify(session.value));
  else localStorage.removeItem(KEY);
});
