import { plurals } from '../format';
import type { SecondFactorDictionary } from './kk';

const n = plurals('en');

export const dictionary: SecondFactorDictionary = {
  explained: 'When it is on, logging in takes a code from an authenticator app besides your password. Then even somebody who knows your password cannot log in.',
  app: 'First install an authenticator app on your phone, such as Aegis, 2FAS, Google Authenticator or Microsoft Authenticator.',
  start: 'Start',
  scan: 'Scan this QR code with the app.',
  qrCode: 'QR code for an authenticator app',
  openApp: 'Open in an app on this device',
  orType: 'Or type this secret key into the app:',
  codeOfApp: 'Code from the app',
  turnOn: 'Turn on',
  isOn: 'Two-step login is on.',
  codesLeft: (count) => n(count, { one: '# recovery code is left', other: '# recovery codes are left' }),
  recoveryCodes: 'Recovery codes',
  recoveryCodesExplained: 'If you lose your phone, enter one of these codes instead of a code from the app. Each code works once. They are not shown again: print them, or write them down in a safe place.',
  copy: 'Copy',
  copied: 'Copied',
  print: 'Print',
  kept: 'I have kept them',
  newCodes: 'Make new codes',
  newCodesExplained: 'The earlier recovery codes stop working.',
  turnOff: 'Turn off',
  turnOffExplained: 'Afterwards, your password alone is enough to log in.',
};
