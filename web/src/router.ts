// The address below `/app`: navigation between screens without reloading the page.
import { signal } from '@preact/signals';

/** The address of the service. A proxy may serve it below a path. The scripts are in its folder `app/assets`. */
export const SERVICE = new URL('../..', import.meta.url);

const BASE = `${SERVICE.pathname}app`;

const current = () => location.pathname.slice(BASE.length).replace(/\/+$/, '') || '/';

/** The current path: `/`, `/lessons`, `/words/ID`. */
export const path = signal(current());

/** The address of a path, for links. */
export const href = (to: string) => BASE + (to === '/' ? '/' : to);

/** Whether the screen may be left. A screen with unsaved changes asks first. */
let mayLeave = () => true;

export function askBeforeLeaving(ask: (() => boolean) | null) {
  mayLeave = ask ?? (() => true);
}

/** Goes to a path. With `replace`, the back button does not return to the current one. */
export function go(to: string, options: { replace?: boolean } = {}) {
  if (options.replace) history.replaceState(null, '', href(to));
  else if (mayLeave()) history.pushState(null, '', href(to));
  else return;
  path.value = current();
  scrollTo(0, 0);
}

/** Follows links within the app and changes of the address. */
export function startRouter() {
  if (location.pathname === BASE) history.replaceState(null, '', `${BASE}/`);
  addEventListener('popstate', () => {
    if (mayLeave()) path.value = current();
    else history.pushState(null, '', href(path.value));
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a');
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target || link.origin !== location.origin) return;
    if (!link.pathname.startsWith(`${BASE}/`) || link.hasAttribute('download') || link.hash) return;
    event.preventDefault();
    go(link.pathname.slice(BASE.length));
  });
}
