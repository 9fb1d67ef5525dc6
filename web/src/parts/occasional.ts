// What people need now and then: clubs; settings, passwords, addresses, and ways in that few need.
export { Assign } from '../screens/assign';
export { Assignments } from '../screens/assignments';
export { Club } from '../screens/club';
export { ClubInsight } from '../screens/club-insight';
export { ClubLessons } from '../screens/club-lessons';
export { ClubMembers } from '../screens/club-members';
export { Clubs } from '../screens/clubs';
export { EmailLink } from '../screens/email-link';
export { ForgotPassword } from '../screens/forgot-password';
export { JoinClub } from '../screens/join-club';
export { JoinWithoutEmail } from '../screens/join-without-email';
export { LogInWithCode } from '../screens/log-in-with-code';
export { Passkeys } from '../screens/passkeys';
export { ResetPassword } from '../screens/reset-password';
export { SecondFactor } from '../screens/second-factor';
export { Settings } from '../screens/settings';
