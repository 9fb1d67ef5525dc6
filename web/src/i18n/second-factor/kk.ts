import { plurals } from '../format';

const n = plurals('kk');

/** The texts of the screen about the second factor, which the first load does not need. */
export const dictionary = {
  explained: 'Қосулы болса, кірген кезде құпиясөзден басқа аутентификатор қолданбасындағы код сұралады. Сонда құпиясөзіңізді білетін адам да тіркелгіңізге кіре алмайды.',
  app: 'Алдымен телефонға аутентификатор қолданбасын орнатыңыз: мысалы, Aegis, 2FAS, Google Authenticator немесе Microsoft Authenticator.',
  start: 'Баптауды бастау',
  scan: 'Осы QR-кодты қолданбамен сканерлеңіз.',
  qrCode: 'Аутентификатор қолданбасына арналған QR-код',
  openApp: 'Осы құрылғыдағы қолданбада ашу',
  orType: 'Немесе мына құпия кілтті қолданбаға теріңіз:',
  codeOfApp: 'Қолданбадағы код',
  turnOn: 'Қосу',
  isOn: 'Екі сатылы кіру қосулы.',
  codesLeft: (count: number) => n(count, { other: 'Қолданылмаған қалпына келтіру коды: #' }),
  recoveryCodes: 'Қалпына келтіру кодтары',
  recoveryCodesExplained: 'Телефоныңыз жоғалса, қолданбадағы кодтың орнына осы кодтардың бірін енгізіңіз. Әр код бір рет жарайды. Кодтар енді қайта көрсетілмейді: басып шығарыңыз немесе сенімді жерге жазып қойыңыз.',
  copy: 'Көшіру',
  copied: 'Көшірілді',
  print: 'Басып шығару',
  kept: 'Сақтап қойдым',
  newCodes: 'Жаңа кодтар жасау',
  newCodesExplained: 'Бұрынғы қалпына келтіру кодтары жарамсыз болады.',
  turnOff: 'Өшіру',
  turnOffExplained: 'Өшірсеңіз, кіру үшін құпиясөздің өзі жеткілікті болады.',
};

export type SecondFactorDictionary = typeof dictionary;
