// All screens but those that only editors need. One file is 2 kB smaller than two, and a learner opens most of them.
// Screens that resemble each other stand together: in the order of their names, they are 1 kB larger.
export { Today } from '../screens/today';
export { Study } from '../screens/study';
export { Practice } from '../screens/practice';
export { Trial } from '../screens/trial';
export { Unsent } from '../screens/unsent';
export { Lessons } from '../screens/lessons';
export { Lesson } from '../screens/lesson';
export { Word } from '../screens/word';
export { WordLists } from '../screens/word-lists';
export { Progress } from '../screens/progress';

export { Clubs } from '../screens/clubs';
export { Club } from '../screens/club';
export { ClubMembers } from '../screens/club-members';
export { ClubLessons } from '../screens/club-lessons';
export { ClubInsight } from '../screens/club-insight';
export { ClubReadiness } from '../screens/club-readiness';
export { Assignments } from '../screens/assignments';
export { Assign } from '../screens/assign';
export { Contests } from '../screens/contests';
export { Contest } from '../screens/contest';
export { JoinClub } from '../screens/join-club';
export { JoinWithoutEmail } from '../screens/join-without-email';

export { Settings } from '../screens/settings';
export { SecondFactor } from '../screens/second-factor';
export { Passkeys } from '../screens/passkeys';
export { logInWithPasskey } from '../passkeys';
export { LogInWithCode } from '../screens/log-in-with-code';
export { ForgotPassword } from '../screens/forgot-password';
export { ResetPassword } from '../screens/reset-password';
export { EmailLink } from '../screens/email-link';
export { NotFound } from '../screens/not-found';
