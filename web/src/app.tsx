// How the app starts, and which screen is shown.
import { render, type ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Offline } from './api';
import { Failed, Loading } from './components/states';
import { language, loadEditorTexts, startI18n } from './i18n';
import { loadPack } from './offline/pack';
import { startSync } from './offline/sync';
import { href, path, startRouter } from './router';
import { LogIn, NEXT } from './screens/log-in';
import { NotFound } from './screens/not-found';
import { SignUp } from './screens/sign-up';
import { session, wasLoggedIn } from './session';

type Screen = ComponentType<{ param: string }>;
/**
 * Screens by address. An address is a regular expression in which `*` stands for one part; its group is the screen's
 * `param`.
 */
export type Screens = Record<string, Screen>;
/** The screens that are loaded together. */
type Part = { SCREENS: Screens; PUBLIC?: Screens };

/** The screens of the first load. */
const FIRST: Screens = { '/log-in': LogIn, '/sign-up': SignUp };

const everyone = () => import('./parts/everyone');
const editor = async () => (await Promise.all([import('./parts/editor'), loadEditorTexts()]))[0];

/** The parts that were loaded. */
const loaded = new Map<() => Promise<Part>, Part>();

export async function start() {
  startRouter();
  await Promise.all([startI18n(), loadPack().catch(() => undefined)]);
  const root = document.getElementById('app')!;
  // Preact leaves what it has not rendered.
  root.replaceChildren();
  render(<App />, root);
  void startSync();
  void navigator.serviceWorker?.register(href('/sw.js')).catch(() => undefined);
}

function App() {
  const address = path.value;
  const key = `${language.value} ${address}`;
  const isForEditors = /^\/edit\b/.test(address);
  if (!session.value && (address === '/' || isForEditors)) return <Enter key={key} />;
  // The key makes Preact render everything again when the language changes.
  return show(FIRST, address) ?? <Loaded key={key} address={address} load={isForEditors ? editor : everyone} />;
}

/** Renders the screen at an address, if there is one. */
function show(screens: Screens, address: string) {
  for (const [pattern, Screen] of Object.entries(screens)) {
    const found = new RegExp(`^${pattern.replace('*', '([^/]+)')}$`).exec(address);
    if (found) return <Screen key={language.value} param={decoded(found[1] ?? '')} />;
  }
  return null;
}

function Loaded({ address, load }: { address: string; load: () => Promise<Part> }) {
  const [part, setPart] = useState(loaded.get(load));
  const [failed, setFailed] = useState(false);
  const start = async () => {
    try {
      const found = await load();
      loaded.set(load, found);
      setPart(found);
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => { if (!part) void start(); }, [load]);
  if (!part) return failed ? <Failed error={new Offline()} retry={() => (navigator.onLine ? location.reload() : void start())} /> : <Loading />;
  const own = show(part.SCREENS, address);
  if (own && !session.value) return <Enter />;
  return own ?? show(part.PUBLIC ?? {}, address) ?? <NotFound param="" />;
}

/** Logs in, or signs up on a new device. */
function Enter() {
  // After logging in on another screen, the user comes back here.
  if (path.value !== '/') sessionStorage.setItem(NEXT, path.value);
  return path.value === '/' && !wasLoggedIn() ? <SignUp param="" /> : <LogIn param="" />;
}

function decoded(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
