// All screens except those that only editors need. One file is 2 kB smaller than two, and a learner opens most of the
// screens. The order was found by trying thousands of orders: screens that are alike stand together, which makes the
// compressed file 1.5 kB smaller than the order of names does.
import type { Screens } from '../app';
// What the app starts with is then in the file that all parts share: in one of its own, it takes 0.6 kB more.
export { start } from '../app';
import { Practice } from '../screens/practice';
import { Trial } from '../screens/trial';
import { Study } from '../screens/study';
import { Today } from '../screens/today';
import { Lessons } from '../screens/lessons';
import { Unsent } from '../screens/unsent';
export { logInWithPasskey } from '../passkeys';
import { JoinWithoutEmail } from '../screens/join-without-email';
import { Progress } from '../screens/progress';
import { Word } from '../screens/word';
import { ClubMembers } from '../screens/club-members';
import { WordList, WordLists } from '../screens/word-lists';
import { Clubs } from '../screens/clubs';
import { ClubLessons } from '../screens/club-lessons';
import { Assign } from '../screens/assign';
import { Lesson } from '../screens/lesson';
import { AskToJoin } from '../screens/ask-to-join';
import { Contests } from '../screens/contests';
import { ClubInsight } from '../screens/club-insight';
import { Assignments } from '../screens/assignments';
import { LogInWithCode } from '../screens/log-in-with-code';
import { Passkeys } from '../screens/passkeys';
import { Contest } from '../screens/contest';
import { Club } from '../screens/club';
import { ClubReadiness } from '../screens/club-readiness';
import { Settings } from '../screens/settings';
import { SecondFactor } from '../screens/second-factor';
import { ForgotPassword } from '../screens/forgot-password';
import { ResetPassword } from '../screens/reset-password';
import { JoinClub } from '../screens/join-club';
import { EmailLink } from '../screens/email-link';
import { AccountEnds } from '../screens/end-account';
import { AccountLog } from '../screens/account-log';

/** The screens that need no login. */
export const PUBLIC: Screens = {
  '/log-in/code': LogInWithCode,
  '/forgot-password': ForgotPassword,
  '/email/reset': ResetPassword,
  '/email/(verify|change)': EmailLink,
  '/join': JoinClub,
  '/join/*': JoinClub,
  '/join-without-email': JoinWithoutEmail,
  '/join-without-email/*': JoinWithoutEmail,
  '/account-ends/(\\d{13})': AccountEnds,
  '/try': Trial,
};

export const SCREENS: Screens = {
  '/': Today,
  '/study': Study,
  '/lessons': Lessons,
  '/lessons/*': Lesson,
  '/lists': WordLists,
  '/lists/*': WordList,
  '/words/*': Word,
  '/progress': Progress,
  '/practice': Practice,
  '/unsent': Unsent,
  '/settings': Settings,
  '/second-factor': SecondFactor,
  '/passkeys': Passkeys,
  '/account-log': AccountLog,
  '/clubs': Clubs,
  '/clubs/*': Club,
  '/clubs/*/members': ClubMembers,
  '/clubs/*/insight': ClubInsight,
  '/clubs/*/readiness': ClubReadiness,
  '/clubs/*/lessons': ClubLessons,
  '/clubs/*/assignments': Assignments,
  '/clubs/*/assign': Assign,
  '/ask/*': AskToJoin,
  '/contests': Contests,
  '/contests/*': Contest,
};
