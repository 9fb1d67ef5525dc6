// The screens and their addresses.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Offline } from './api';
import { Failed, Loading } from './components/states';
import { language, loadEditorTexts } from './i18n';
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

type Everyone = typeof import('./parts/everyone');
type Editor = typeof import('./parts/editor');

const everyone = (pick: (part: Everyone) => Screen) => async () => pick(await import('./parts/everyone'));
const editor = (pick: (part: Editor) => Screen) => async () =>
  pick((await Promise.all([import('./parts/editor'), loadEditorTexts()]))[0]);

/** A screen's own group in the pattern is passed to it as `param`. */
const ROUTES: Route[] = [
  { pattern: /^\/$/, load: everyone((part) => part.Today) },
  { pattern: /^\/log-in$/, isPublic: true, screen: LogIn },
  { pattern: /^\/log-in\/code$/, isPublic: true, load: everyone((part) => part.LogInWithCode) },
  { pattern: /^\/sign-up$/, isPublic: true, screen: SignUp },
  { pattern: /^\/forgot-password$/, isPublic: true, load: everyone((part) => part.ForgotPassword) },
  { pattern: /^\/email\/reset$/, isPublic: true, load: everyone((part) => part.ResetPassword) },
  { pattern: /^\/email\/(verify|change)$/, isPublic: true, load: everyone((part) => part.EmailLink) },
  { pattern: /^\/join(?:\/(.+))?$/, isPublic: true, load: everyone((part) => part.JoinClub) },
  { pattern: /^\/join-without-email(?:\/(.+))?$/, isPublic: true, load: everyone((part) => part.JoinWithoutEmail) },
  { pattern: /^\/try$/, isPublic: true, load: everyone((part) => part.Trial) },
  { pattern: /^\/study$/, load: everyone((part) => part.Study) },
  { pattern: /^\/lessons$/, load: everyone((part) => part.Lessons) },
  { pattern: /^\/lessons\/(.+)$/, load: everyone((part) => part.Lesson) },
  { pattern: /^\/lists$/, load: everyone((part) => part.WordLists) },
  { pattern: /^\/words\/(.+)$/, load: everyone((part) => part.Word) },
  { pattern: /^\/progress$/, load: everyone((part) => part.Progress) },
  { pattern: /^\/practice$/, load: everyone((part) => part.Practice) },
  { pattern: /^\/unsent$/, load: everyone((part) => part.Unsent) },
  { pattern: /^\/settings$/, load: everyone((part) => part.Settings) },
  { pattern: /^\/second-factor$/, load: everyone((part) => part.SecondFactor) },
  { pattern: /^\/passkeys$/, load: everyone((part) => part.Passkeys) },
  { pattern: /^\/clubs$/, load: everyone((part) => part.Clubs) },
  { pattern: /^\/clubs\/([^/]+)$/, load: everyone((part) => part.Club) },
  { pattern: /^\/clubs\/([^/]+)\/members$/, load: everyone((part) => part.ClubMembers) },
  { pattern: /^\/clubs\/([^/]+)\/insight$/, load: everyone((part) => part.ClubInsight) },
  { pattern: /^\/clubs\/([^/]+)\/readiness$/, load: everyone((part) => part.ClubReadiness) },
  { pattern: /^\/clubs\/([^/]+)\/lessons$/, load: everyone((part) => part.ClubLessons) },
  { pattern: /^\/clubs\/([^/]+)\/assignments$/, load: everyone((part) => part.Assignments) },
  { pattern: /^\/clubs\/([^/]+)\/assign$/, load: everyone((part) => part.Assign) },
  { pattern: /^\/contests$/, load: everyone((part) => part.Contests) },
  { pattern: /^\/contests\/([^/]+)$/, load: everyone((part) => part.Contest) },
  { pattern: /^\/edit$/, load: editor((part) => part.EditDesk) },
  { pattern: /^\/edit\/figures$/, load: editor((part) => part.EditFigures) },
  { pattern: /^\/edit\/kinds$/, load: editor((part) => part.EditKinds) },
  { pattern: /^\/edit\/proposals$/, load: editor((part) => part.Proposals) },
  { pattern: /^\/edit\/reports$/, load: editor((part) => part.GlossReports) },
  { pattern: /^\/edit\/history\/([^/]+)$/, load: editor((part) => part.RecordHistory) },
  { pattern: /^\/edit\/merge\/((?:organization|person)\/[^/]+)$/, load: editor((part) => part.MergeRecords) },
  { pattern: /^\/edit\/((?:new\/)?(?:organization|person|post|membership|event|source|observation|kindTerm)(?:\/.+)?)$/, load: editor((part) => part.EditRecord) },
];
const NOT_FOUND: Route = { pattern: /^/, isPublic: true, load: everyone((part) => part.NotFound) };

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
