// Accounts: settings, passwords, addresses, and ways in that few people need.
export { EmailLink } from '../screens/email-link';
export { ForgotPassword } from '../screens/forgot-password';
export { JoinClub } from '../screens/join-club';
export { JoinWithoutEmail } from '../screens/join-without-email';
export { LogInWithCode } from '../screens/log-in-with-code';
export { ResetPassword } from '../screens/reset-password';
export { SecondFactor } from '../screens/second-factor';
export { Settings } from '../screens/settings';
