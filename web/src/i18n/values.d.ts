// Generated from the texts by tests/integration/web_texts.rs.
// Renew it: UPDATE_TEXTS=1 cargo test --test integration web_texts

type Value = string | number;

/** The values in the texts of everyone's screens. */
export type Values = {
  account: {
    accountEnds: { when: Value };
    changeSent: { email: Value };
    changed: { email: Value };
    passkeys: {
      lastUsedAt: { when: Value };
      registeredAt: { when: Value };
    };
    passwordSet: { email: Value };
    secondFactor: {
      codesLeft: { count: number };
    };
    verified: { email: Value };
    workloadOf: { cards: Value; minutes: Value };
    workloadPicture: { most: Value };
  };
  app: {
    answersComeAlong: { count: number };
    answersGiven: { count: number };
    cardsDue: { count: number };
    daysInARow: { count: number };
    goingOnLoses: { count: number };
    joined: { name: Value };
    lapses: { count: number };
    logOutLosesEdits: { count: number };
    nextAt: { time: Value };
    notAccepted: { count: number };
    notLetter: { expected: Value; written: Value };
    notSent: { count: number };
    overdue: { count: number };
    pausedUntil: { date: Value };
    recallNow: { share: Value };
    reviewsOf: { count: number };
    startLesson: { title: Value };
    times: { count: number };
    until: { date: Value };
    wordCount: { count: number };
    wordsOf: { done: Value; total: Value };
    wordsOfGoal: { done: Value; goal: Value };
    yearSummary: { days: Value; reviews: Value };
    youKnow: { count: number };
  };
  clubs: {
    byMembers: { count: number };
    contestStanding: { rank: Value; words: Value };
    daysActive: { count: number };
    doneBy: { done: Value; of: Value };
    failuresOf: { attempts: Value; failures: Value };
    knowsWords: { count: number };
    ledBy: { names: Value };
    loginCodeFor: { until: Value; username: Value };
    makeCodes: { count: number };
    noteTo: { name: Value };
    onlyFirst: { count: Value };
    ownName: { name: Value };
    removeList: { name: Value };
    requestSent: { name: Value };
    risks: {
      DAYS_SILENT: { count: number };
      FALLING_RETENTION: { before: Value; now: Value };
      GROWING_BACKLOG: { before: Value; now: Value };
    };
    uses: { count: number };
    usesOf: { count: Value; most: Value };
    withheld: { count: Value };
  };
};

/** The values in the texts of the editors' screens. */
export type EditorValues = {
  addItem: { name: Value };
  changedFields: { count: number };
  chooseAnother: { label: Value };
  conflictBy: { fields: Value; when: Value; who: Value };
  conflictByImport: { fields: Value; when: Value };
  conflictSince: { version: Value };
  evidenceCount: { count: Value };
  foundCount: { count: number };
  historyOf: { name: Value };
  mergeAway: { into: Value; name: Value };
  mergeExplained: { name: Value };
  removeItem: { name: Value };
  revert: { version: Value };
  version: { version: Value };
};
