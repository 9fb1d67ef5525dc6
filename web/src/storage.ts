// What the browser keeps for the app.
import { SERVICE } from './router';

/** The name under which this service keeps something. Services below other paths of the same host have names of their own. */
export const ownName = (name: string) => SERVICE.pathname.slice(1) + name;

/** The SHA-256 of a text, for a name that does not tell the text. Empty without a secure connection: then browsers compute none. */
export async function digest(text: string) {
  const bytes = await crypto.subtle?.digest('SHA-256', new TextEncoder().encode(text));
  return String(new Uint8Array(bytes));
}

// Browsers may refuse to store anything for a site. Then values are kept until the page is closed.
for (const name of ['localStorage', 'sessionStorage'] as const) {
  try {
    void window[name].length;
  } catch {
    const kept = new Map<string, string>();
    const value = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
      removeItem: (key: string) => kept.delete(key),
    };
    Object.defineProperty(window, name, { value });
  }
}
