/** The texts of the screens about e-mail and forgotten passwords, which the first load does not need. */
export const dictionary = {
  resetExplained: 'Тіркелгіңіздің поштасын жазыңыз. Біз жаңа құпиясөз таңдайтын сілтеме жібереміз.',
  sendLink: 'Сілтеме жіберу',
  resetSent: 'Егер бұл поштаға тіркелгі ашылған болса, оған сілтеме жіберілді. Сілтеме 10 минут жарайды. Хат келмесе, спам бумасын қараңыз.',
  setPassword: 'Құпиясөзді сақтау',
  passwordSet: (email: string) => `${email} тіркелгісінің құпиясөзі ауыстырылды. Барлық құрылғыда қайта кіру керек.`,
  askAgain: 'Жаңа сілтеме сұрау',
  confirmAddress: 'Поштаны растау',
  verifyExplained: 'Бұл пошта сіздікі екенін растаңыз.',
  verified: (email: string) => `${email} расталды.`,
  changeExplained: 'Растасаңыз, бұдан былай осы поштамен кіресіз.',
  changed: (email: string) => `Енді ${email} мекенжайымен кіресіз.`,
  isVerified: 'Пошта расталған',
  isNotVerified: 'Пошта әлі расталмаған',
  sendVerification: 'Растау сілтемесін жіберу',
  verificationSent: 'Хат жіберілді. Ондағы сілтеме 10 минут жарайды.',
  changeEmail: 'Поштаны өзгерту',
  addEmail: 'Пошта қосу',
  addExplained: 'Пайдаланушы атының орнына осы поштамен кіресіз, ұмытқан құпиясөзіңізді өзіңіз ауыстыра аласыз.',
  newEmail: 'Жаңа пошта',
  yourPassword: 'Қазіргі құпиясөзіңіз',
  changeSent: (email: string) => `${email} мекенжайына сілтеме жіберілді. Ол ашылғанша ештеңе өзгермейді.`,
};

export type EmailDictionary = typeof dictionary;
