// What the browser keeps for the app.
import { SERVICE } from './router';

/** The name under which this service keeps something. Services below other paths of the same host have names of their own. */
export const ownName = (name: string) => SERVICE.pathname.slice(1) + name;

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
