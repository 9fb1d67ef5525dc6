// All screens but those that only editors need. One file is 2 kB smaller than two, and a learner opens most of them.
// The order was found by trying thousands: what is alike stands together, so that the compressed file is 1.5 kB smaller
// than in the order of the names.
// What the first load needs stands in one file with what it shares with this one, not in two: 0.4 kB less.
import '../app';
import type { Screens } from '../app';
import { Practice } from '../screens/practice';
import { Trial } from '../screens/trial';
import { Unsent } from '../screens/unsent';
import { Lessons } from '../screens/lessons';
import { Word } from '../screens/word';
import { Today } from '../screens/today';
import { JoinClub } from '../screens/join-club';
export { logInWithPasskey } from '../passkeys';
import { JoinWithoutEmail } from '../screens/join-without-email';
import { Assign } from '../screens/assign';
import { Study } from '../screens/study';
import { Progress } from '../screens/progress';
import { Lesson } from '../screens/lesson';
import { ClubLessons } from '../screens/club-lessons';
import { WordList, WordLists } from '../screens/word-lists';
import { Assignments } from '../screens/assignments';
import { ClubMembers } from '../screens/club-members';
import { ClubReadiness } from '../screens/club-readiness';
import { Clubs } from '../screens/clubs';
import { Contests } from '../screens/contests';
import { AskToJoin } from '../screens/ask-to-join';
import { Passkeys } from '../screens/passkeys';
import { LogInWithCode } from '../screens/log-in-with-code';
import { Contest } from '../screens/contest';
import { ClubInsight } from '../screens/club-insight';
import { Club } from '../screens/club';
import { Settings } from '../screens/settings';
import { SecondFactor } from '../screens/second-factor';
import { ResetPassword } from '../screens/reset-password';
import { EmailLink } from '../screens/email-link';
import { ForgotPassword } from '../screens/forgot-password';
import { AccountLog } from '../screens/account-log';

/** The screens for people who are not logged in, too. */
export const PUBLIC: Screens = {
  '/log-in/code': LogInWithCode,
  '/forgot-password': ForgotPassword,
  '/email/reset': ResetPassword,
  '/email/(verify|change)': EmailLink,
  '/join': JoinClub,
  '/join/*': JoinClub,
  '/join-without-email': JoinWithoutEmail,
  '/join-without-email/*': JoinWithoutEmail,
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
