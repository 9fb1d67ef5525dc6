// All screens but those that only editors need. One file is 2 kB smaller than two, and a learner opens most of them.
// Screens that resemble each other stand together: in the order of their names, they are 1 kB larger.
import type { Screens } from '../app';
import { Today } from '../screens/today';
import { Study } from '../screens/study';
import { Practice } from '../screens/practice';
import { Trial } from '../screens/trial';
import { Unsent } from '../screens/unsent';
import { Lessons } from '../screens/lessons';
import { Lesson } from '../screens/lesson';
import { Word } from '../screens/word';
import { WordLists } from '../screens/word-lists';
import { Progress } from '../screens/progress';

import { Clubs } from '../screens/clubs';
import { Club } from '../screens/club';
import { ClubMembers } from '../screens/club-members';
import { ClubLessons } from '../screens/club-lessons';
import { ClubInsight } from '../screens/club-insight';
import { ClubReadiness } from '../screens/club-readiness';
import { Assignments } from '../screens/assignments';
import { Assign } from '../screens/assign';
import { Contests } from '../screens/contests';
import { Contest } from '../screens/contest';
import { JoinClub } from '../screens/join-club';
import { JoinWithoutEmail } from '../screens/join-without-email';

import { Settings } from '../screens/settings';
import { SecondFactor } from '../screens/second-factor';
import { Passkeys } from '../screens/passkeys';
import { AccountLog } from '../screens/account-log';
import { LogInWithCode } from '../screens/log-in-with-code';
import { ForgotPassword } from '../screens/forgot-password';
import { ResetPassword } from '../screens/reset-password';
import { EmailLink } from '../screens/email-link';

export { logInWithPasskey } from '../passkeys';

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
  '/contests': Contests,
  '/contests/*': Contest,
};
