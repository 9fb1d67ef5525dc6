// The screens and their addresses.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Offline } from './api';
import { Failed, Loading } from './components/states';
import { language, loadAccountTexts, loadClubTexts, loadEditorTexts } from './i18n';
import { path } from './router';
import { LogIn, NEXT } from './screens/log-in';
import { SignUp } from './screens/sign-up';
import { session, wasLoggedIn } from './session';

type Screen = ComponentType<{ param: string }>;
type Route = {
  pattern: RegExp;
  /** Whether the screen is shown to people who are not logged in. */
  isPublic?: boolean;
  /** A screen of the first load, or a function that loads one when it is first shown. */
  screen?: Screen;
  load?: () => Promise<Screen>;
};

/** Makes a function that loads a screen of a part of the app, with the texts that the first load does not have. */
const from = <Part,>(load: () => Promise<Part>, ...texts: (() => Promise<void>)[]) => (pick: (part: Part) => Screen) => async () => {
  const [part] = await Promise.all([load(), ...texts.map((loadTexts) => loadTexts())]);
  return pick(part);
};
const learning = from(() => import('./parts/everyone'));
const account = from(() => import('./parts/everyone'), loadAccountTexts);
const clubs = from(() => import('./parts/everyone'), loadClubTexts);
const editor = from(() => import('./parts/editor'), loadEditorTexts);

/** A screen's own group in the pattern is passed to it as `param`. */
const ROUTES: Route[] = [
  { pattern: /^\/$/, load: learning((part) => part.Today) },
  { pattern: /^\/log-in$/, isPublic: true, screen: LogIn },
  { pattern: /^\/log-in\/code$/, isPublic: true, load: account((part) => part.LogInWithCode) },
  { pattern: /^\/sign-up$/, isPublic: true, screen: SignUp },
  { pattern: /^\/forgot-password$/, isPublic: true, load: account((part) => part.ForgotPassword) },
  { pattern: /^\/email\/reset$/, isPublic: true, load: account((part) => part.ResetPassword) },
  { pattern: /^\/email\/(verify|change)$/, isPublic: true, load: account((part) => part.EmailLink) },
  { pattern: /^\/join(?:\/(.+))?$/, isPublic: true, load: account((part) => part.JoinClub) },
  { pattern: /^\/join-without-email(?:\/(.+))?$/, isPublic: true, load: account((part) => part.JoinWithoutEmail) },
  { pattern: /^\/try$/, isPublic: true, load: learning((part) => part.Trial) },
  { pattern: /^\/study$/, load: learning((part) => part.Study) },
  { pattern: /^\/lessons$/, load: learning((part) => part.Lessons) },
  { pattern: /^\/lessons\/(.+)$/, load: learning((part) => part.Lesson) },
  { pattern: /^\/lists$/, load: clubs((part) => part.WordLists) },
  { pattern: /^\/words\/(.+)$/, load: learning((part) => part.Word) },
  { pattern: /^\/progress$/, load: learning((part) => part.Progress) },
  { pattern: /^\/unsent$/, load: learning((part) => part.Unsent) },
  { pattern: /^\/settings$/, load: account((part) => part.Settings) },
  { pattern: /^\/second-factor$/, load: account((part) => part.SecondFactor) },
  { pattern: /^\/passkeys$/, load: account((part) => part.Passkeys) },
  { pattern: /^\/clubs$/, load: clubs((part) => part.Clubs) },
  { pattern: /^\/clubs\/([^/]+)$/, load: clubs((part) => part.Club) },
  { pattern: /^\/clubs\/([^/]+)\/members$/, load: clubs((part) => part.ClubMembers) },
  { pattern: /^\/clubs\/([^/]+)\/insight$/, load: clubs((part) => part.ClubInsight) },
  { pattern: /^\/clubs\/([^/]+)\/lessons$/, load: clubs((part) => part.ClubLessons) },
  { pattern: /^\/clubs\/([^/]+)\/assignments$/, load: clubs((part) => part.Assignments) },
  { pattern: /^\/clubs\/([^/]+)\/assign$/, load: clubs((part) => part.Assign) },
  { pattern: /^\/edit$/, load: editor((part) => part.EditDesk) },
  { pattern: /^\/edit\/figures$/, load: editor((part) => part.EditFigures) },
  { pattern: /^\/edit\/kinds$/, load: editor((part) => part.EditKinds) },
  { pattern: /^\/edit\/proposals$/, load: editor((part) => part.Proposals) },
  { pattern: /^\/edit\/reports$/, load: editor((part) => part.GlossReports) },
  { pattern: /^\/edit\/history\/([^/]+)$/, load: editor((part) => part.RecordHistory) },
  { pattern: /^\/edit\/merge\/((?:organization|person)\/[^/]+)$/, load: editor((part) => part.MergeRecords) },
  { pattern: /^\/edit\/((?:new\/)?(?:organization|person|post|membership|event|source|observation|kindTerm)(?:\/.+)?)$/, load: editor((part) => part.EditRecord) },
];
const NOT_FOUND: Route = { pattern: /^/, isPublic: true, load: learning((part) => part.NotFound) };

/** The screens that were loaded. */
const loaded = new Map<Route, Screen>();

export function App() {
  const route = ROUTES.find(({ pattern }) => pattern.test(path.value)) ?? NOT_FOUND;
  if (!route.isPublic && !session.value) {
    // Whoever logs in by another way comes back here.
    if (path.value !== '/') sessionStorage.setItem(NEXT, path.value);
    const isNew = path.value === '/' && !wasLoggedIn();
    return isNew ? <SignUp key={language.value} param="" /> : <LogIn key={language.value} param="" />;
  }
  const param = decoded(route.pattern.exec(path.value)?.[1] ?? '');
  // Everything is written anew when the language changes.
  return <Shown key={`${language.value} ${path.value}`} route={route} param={param} />;
}

function Shown({ route, param }: { route: Route; param: string }) {
  const [Screen, setScreen] = useState<Screen | null>(() => route.screen ?? loaded.get(route) ?? null);
  const [failed, setFailed] = useState(false);
  const load = async () => {
    try {
      const screen = await route.load!();
      loaded.set(route, screen);
      setScreen(() => screen);
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => { if (!Screen) void load(); }, [route]);
  if (Screen) return <Screen param={param} />;
  return failed ? <Failed error={new Offline()} retry={load} /> : <Loading />;
}

function decoded(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
