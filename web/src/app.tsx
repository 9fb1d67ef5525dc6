// The screens and their addresses.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Offline } from './api';
import { Failed, Loading } from './components/states';
import { language, loadClubTexts, loadEditorTexts, loadEmailTexts, loadSecondFactorTexts } from './i18n';
import { path } from './router';
import { LogIn } from './screens/log-in';
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

/** Loads a screen with the texts that the first load does not have. */
const withTexts = (loadTexts: () => Promise<void>) => (load: () => Promise<Screen>) => async () => {
  const [screen] = await Promise.all([load(), loadTexts()]);
  return screen;
};
const aboutClubs = withTexts(loadClubTexts);
const aboutEmail = withTexts(loadEmailTexts);
const aboutSecondFactor = withTexts(loadSecondFactorTexts);
const forEditors = (pick: (screens: typeof import('./editing/editor')) => Screen) =>
  withTexts(loadEditorTexts)(async () => pick(await import('./editing/editor')));

/** A screen's own group in the pattern is passed to it as `param`. */
const ROUTES: Route[] = [
  { pattern: /^\/$/, load: async () => (await import('./screens/today')).Today },
  { pattern: /^\/log-in$/, isPublic: true, screen: LogIn },
  { pattern: /^\/log-in\/code$/, isPublic: true, load: async () => (await import('./screens/log-in-with-code')).LogInWithCode },
  { pattern: /^\/sign-up$/, isPublic: true, screen: SignUp },
  {
    pattern: /^\/forgot-password$/, isPublic: true,
    load: aboutEmail(async () => (await import('./screens/forgot-password')).ForgotPassword),
  },
  {
    pattern: /^\/email\/reset$/, isPublic: true,
    load: aboutEmail(async () => (await import('./screens/reset-password')).ResetPassword),
  },
  {
    pattern: /^\/email\/(verify|change)$/, isPublic: true,
    load: aboutEmail(async () => (await import('./screens/email-link')).EmailLink),
  },
  { pattern: /^\/join(?:\/(.+))?$/, isPublic: true, load: async () => (await import('./screens/join-club')).JoinClub },
  {
    pattern: /^\/join-without-email(?:\/(.+))?$/, isPublic: true,
    load: async () => (await import('./screens/join-without-email')).JoinWithoutEmail,
  },
  { pattern: /^\/try$/, isPublic: true, load: async () => (await import('./screens/trial')).Trial },
  { pattern: /^\/study$/, load: async () => (await import('./screens/study')).Study },
  { pattern: /^\/lessons$/, load: async () => (await import('./screens/lessons')).Lessons },
  { pattern: /^\/lessons\/(.+)$/, load: async () => (await import('./screens/lesson')).Lesson },
  { pattern: /^\/words\/(.+)$/, load: async () => (await import('./screens/word')).Word },
  { pattern: /^\/progress$/, load: async () => (await import('./screens/progress')).Progress },
  { pattern: /^\/clubs$/, load: aboutClubs(async () => (await import('./screens/clubs')).Clubs) },
  { pattern: /^\/clubs\/([^/]+)$/, load: aboutClubs(async () => (await import('./screens/club')).Club) },
  { pattern: /^\/clubs\/([^/]+)\/members$/, load: aboutClubs(async () => (await import('./screens/club-members')).ClubMembers) },
  { pattern: /^\/clubs\/([^/]+)\/insight$/, load: aboutClubs(async () => (await import('./screens/club-insight')).ClubInsight) },
  { pattern: /^\/clubs\/([^/]+)\/lessons$/, load: aboutClubs(async () => (await import('./screens/club-lessons')).ClubLessons) },
  { pattern: /^\/clubs\/([^/]+)\/assignments$/, load: aboutClubs(async () => (await import('./screens/assignments')).Assignments) },
  { pattern: /^\/clubs\/([^/]+)\/assign$/, load: aboutClubs(async () => (await import('./screens/assign')).Assign) },
  { pattern: /^\/edit$/, load: forEditors((screens) => screens.EditDesk) },
  { pattern: /^\/edit\/figures$/, load: forEditors((screens) => screens.EditFigures) },
  { pattern: /^\/edit\/proposals$/, load: forEditors((screens) => screens.Proposals) },
  { pattern: /^\/edit\/reports$/, load: forEditors((screens) => screens.GlossReports) },
  { pattern: /^\/edit\/history\/([^/]+)$/, load: forEditors((screens) => screens.RecordHistory) },
  { pattern: /^\/edit\/merge\/((?:organization|person)\/[^/]+)$/, load: forEditors((screens) => screens.MergeRecords) },
  { pattern: /^\/edit\/((?:new\/)?(?:organization|person|post|membership|event|source|observation)(?:\/.+)?)$/, load: forEditors((screens) => screens.EditRecord) },
  { pattern: /^\/settings$/, load: aboutEmail(async () => (await import('./screens/settings')).Settings) },
  { pattern: /^\/second-factor$/, load: aboutSecondFactor(async () => (await import('./screens/second-factor')).SecondFactor) },
  { pattern: /^\/unsent$/, load: async () => (await import('./screens/unsent')).Unsent },
];
const NOT_FOUND: Route = {
  pattern: /^/,
  isPublic: true,
  load: async () => (await import('./screens/not-found')).NotFound,
};

/** The screens that were loaded. */
const loaded = new Map<Route, Screen>();

export function App() {
  const route = ROUTES.find(({ pattern }) => pattern.test(path.value)) ?? NOT_FOUND;
  if (!route.isPublic && !session.value) {
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
