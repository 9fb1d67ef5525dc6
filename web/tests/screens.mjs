// Every screen of the app, one after the other.
import { everyKindDue, KINDS, typeSlip } from './every-kind.mjs';
import { joinAndStudy } from './shared-club.mjs';
import {
  advanceDates, answer, answerRight, ask, assert, codeOf, finishSession, finishTrial, foundClub, goOn, logInAsEditor, logInAsLeader,
  lookAtNewWords, PASSWORD, screen, shownItem, signUp, until,
} from './support.mjs';

/** Waits until nothing on the screen is loading. */
export const allLoaded = (page) => page.waitForFunction(() => !document.querySelector('.loading'));

/** Shows the screen in a language and in a colour scheme, with the data of the service and not what the device stored before. */
export async function show(page, language, colorScheme) {
  await page.evaluate((tag) => localStorage.setItem('language', tag), language);
  await page.emulateMedia({ colorScheme });
  const underWay = new Set();
  const [begin, end] = [(request) => underWay.add(request), (request) => underWay.delete(request)];
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  await page.reload();
  await page.locator('main').waitFor();
  await allLoaded(page);
  await until(() => !underWay.size);
  page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
}

/** Waits until nothing moves. */
export const atRest = (page) =>
  page.waitForFunction(() => document.getAnimations().every((each) => each.playState !== 'running'));

/** Does something while the whole screen is in view, not only what fits, and nothing moves. */
export async function inFullHeight(page, viewport, act) {
  await page.setViewportSize(viewport);
  await atRest(page);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...viewport, height });
  await act();
  await page.setViewportSize(viewport);
}

/** Visits a screen once more, with everything open that can be opened. */
async function visitOpened(page, name, visit) {
  const open = async () => {
    await page.evaluate(() => { for (const each of document.querySelectorAll('details')) each.open = true; });
    await allLoaded(page);
  };
  await open();
  await visit(`${name} opened`, { again: open });
}

/** Visits the exercise that is shown, if its kind was not visited yet. Returns whether it was not. */
async function visitNewKind(page, visit, lacking) {
  const kind = (await shownItem(page)).exercise.__typename.replace('Exercise', '');
  if (!lacking.delete(kind)) return false;
  await visit(`exercise ${kind}`);
  return true;
}

/** Visits the kinds of exercises that are lacking and, in each language, what is said about right and wrong answers of all sorts. */
async function visitExercises(page, visit, languages, lacking) {
  await everyKindDue(page, advanceDates);
  const verdicts = languages.flatMap((language) =>
    ['right', 'wrong choice', 'wrong text', 'slip'].map((verdict) => ({ language, verdict })));
  for (let count = 0; count < 400 && (lacking.size || verdicts.length); count += 1) {
    const [{ language } = { language: languages[0] }] = verdicts;
    if (!(await page.locator('.exercise').count()) || await page.evaluate(() => document.documentElement.lang) !== language) {
      await page.evaluate((tag) => localStorage.setItem('language', tag), language);
      await page.goto(screen('/study'));
    }
    await lookAtNewWords(page);
    if (await visitNewKind(page, visit, lacking)) continue;
    const item = await shownItem(page);
    const given = await giveAnswer(page, item, verdicts.filter((each) => each.language === language).map(({ verdict }) => verdict));
    const at = verdicts.findIndex((each) => each.language === language && each.verdict === given);
    if (at >= 0) {
      verdicts.splice(at, 1);
      await visit(`feedback ${given} ${language}`, { asItIs: true });
    }
    await goOn(page);
  }
  assert.deepEqual([[...lacking], verdicts], [[], []]);
}

/** Answers in one of the wanted ways if the exercise allows it, otherwise right. Returns how. */
async function giveAnswer(page, item, wanted) {
  const choices = item.exercise.choices ?? item.exercise.words;
  if (choices && wanted.includes('wrong choice')) {
    const { text: wrong, meaning = wrong } = choices.find(({ id }) => id !== item.word.id);
    await page.locator('.choices button').filter({ has: page.getByText(meaning, { exact: true }) }).click();
    await page.locator('.feedback.wrong').waitFor();
    return 'wrong choice';
  }
  if (await page.locator('.typed').count() && wanted.includes('wrong text')) {
    await page.locator('.typed input').fill('білмеймін');
    await page.locator('.typed .primary').click();
    await page.locator('.feedback:not(.correct)').waitFor();
    return 'wrong text';
  }
  if (await page.locator('.typed .letters').count() && !item.exercise.form && wanted.includes('slip')) {
    const slip = await typeSlip(page, item);
    if (slip) return slip.isSlip ? 'slip' : 'another word';
  }
  await answerRight(page, item);
  return 'right';
}

/** Visits the screens of a second factor that is being set up, and an answer that the service has refused. */
async function visitRareStates(page, visit) {
  await page.goto(screen('/second-factor'));
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('form .primary').click();
  await page.locator('.secret').waitFor();
  await visit('set-up of the second factor', { asItIs: true });
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
  const { viewer } = await ask(page, '{ viewer { offlinePack(days: 1, first: 1) { serverTime } } }');
  await page.locator('[name=code]').fill(codeOf(secret, Date.parse(viewer.offlinePack.serverTime)));
  await page.locator('form .primary').click();
  await page.locator('li.code').first().waitFor();
  await visit('recovery codes', { asItIs: true });
  await page.goto(screen('/second-factor'));
  await visit('second factor that is on');
  await page.evaluate(() => new Promise((resolve) => {
    const { accountId } = JSON.parse(localStorage.session);
    indexedDB.open('dostyq').onsuccess = ({ target }) => {
      const running = target.result.transaction('refused', 'readwrite');
      running.objectStore('refused').put({
        reviewId: crypto.randomUUID(), accountId, headword: 'сәлем', answer: { text: 'салем' }, reviewedAt: new Date().toISOString(),
        reason: 'Unknown card.',
      });
      running.oncomplete = resolve;
    };
  }));
  await page.goto(screen('/unsent'));
  await page.locator('main .error').waitFor();
  await visit('refused answers');
}

/** Visits what leaders and entrants see of three members or more. */
async function visitSharedClub(page, visit, shared) {
  await joinAndStudy(page, shared);
  // By then, nobody has studied for a week.
  await advanceDates(page, 9 * 24);
  await page.goto(screen(`/contests/${shared.contestId}`));
  await page.locator('.bars').nth(1).waitFor();
  await visit('contest with teams');
  await page.evaluate(() => localStorage.removeItem('session'));
  await logInAsLeader(page);
  await page.goto(screen(`${shared.club}/insight`));
  // A member at risk, a word that is hard for all, and letters that they confuse.
  await page.locator('.risk').first().waitFor();
  await page.locator('.cause').first().waitFor();
  await page.locator('.bars strong').first().waitFor();
  await visit('insight of three who share');
  for (const name of ['readiness', 'lessons']) {
    await page.goto(screen(`${shared.club}/${name}`));
    await visit(`${name} of three who share`);
  }
}

/**
 * Goes to every screen, and calls `visit` with its name. A visit may change the language and the colours, and leaves light ones; the
 * next screen is loaded in English. What `asItIs` shows would not come back after a reload; `again` brings it back. Exercises are
 * answered in each of the languages.
 */
export async function everyScreen(page, context, languages, visit) {
  await page.goto(screen('/'));
  await visit('sign-up');
  await page.goto(screen('/log-in'));
  await visit('log-in');
  for (const path of ['/forgot-password', '/email/verify', '/email/change', '/email/reset', '/account-ends/1796000000000']) {
    await page.goto(screen(path));
    await visit(path);
  }
  await page.goto(screen('/join/ABCD-EFGH'));
  await visit('join-first');
  await page.goto(screen('/join-without-email/ABCD-EFGH'));
  await visit('join without e-mail');
  await page.goto(screen('/log-in/code'));
  await visit('log in with a code');
  await page.goto(screen('/try'));
  await finishTrial(page);
  await visit('tried');
  await page.goto(screen('/'));
  await visit('sign-up after trying');
  await page.evaluate(() => new Promise((resolve) => {
    indexedDB.deleteDatabase('dostyq').onsuccess = resolve;
  }));
  await signUp(page);
  await page.goto(screen('/'));
  await visit('first-day');
  await page.locator('.goal').waitFor();
  await page.locator('.goal .primary').click();
  await page.locator('.introduction').waitFor();
  await visit('new word');
  await lookAtNewWords(page);
  // New words are asked in easy ways.
  const lacking = new Set(KINDS);
  for (let count = 0; count < 14; count += 1) {
    await visitNewKind(page, visit, lacking);
    await answer(page);
    await goOn(page);
  }
  await finishSession(page);
  await visit('end of a session', { asItIs: true });
  // Something for the account log.
  await ask(page, 'mutation($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code } } }', {
    input: { currentPassword: PASSWORD, newPassword: PASSWORD },
  });
  const { course } = await ask(page, '{ course(by: {slug: "kunine-bes-soz"}) { lessons { id words { id headword partOfSpeech } } } }');
  const [{ id: lesson, words: [{ id: word }] }] = course.lessons;
  const noun = course.lessons.flatMap(({ words }) => words).find(({ partOfSpeech }) => partOfSpeech === 'NOUN').id;
  for (const [name, path] of [
    ['today', '/'], ['lessons', '/lessons'], ['lesson', `/lessons/${lesson}`], ['word', `/words/${word}`], ['noun', `/words/${noun}`],
    ['progress', '/progress'], ['practice', '/practice'], ['settings', '/settings'], ['second-factor', '/second-factor'], ['passkeys', '/passkeys'],
    ['account-log', '/account-log'], ['join', '/join'], ['unsent', '/unsent'],
    ['not-found', '/nowhere'],
  ]) {
    await page.goto(screen(path));
    await visit(name);
    if (['word', 'noun', 'progress', 'settings'].includes(name)) await visitOpened(page, name, visit);
  }
  await visitRareStates(page, visit);
  const { importWordList: { wordList } } = await ask(page, 'mutation($input: ImportWordListInput!) { importWordList(input: $input) { wordList { id } } }', {
    input: { table: 'үй', name: 'Anki' },
  });
  await page.goto(screen('/lists'));
  await visit('lists');
  await page.locator('textarea').fill('үйде\nкол\nдомбыра');
  await page.locator('form .button').click();
  await page.locator('form li').first().waitFor();
  await visit('checked list', { asItIs: true });
  await page.goto(screen(`/lists/${wordList.id}`));
  await page.locator('textarea').waitFor();
  await visit('list');
  await page.goto(screen('/lessons'));
  await page.locator('.map').first().waitFor();
  await context.setOffline(true);
  await page.locator('.map a').nth(1).click();
  await page.locator('.state').waitFor();
  await visit('without a connection', { asItIs: true });
  await context.setOffline(false);

  // A club, as its member and as its leader sees it.
  const desk = await (await context.browser().newContext({ locale: 'en-GB' })).newPage();
  await logInAsLeader(desk);
  const { code: inviteCode, club } = await foundClub(desk, 'Шаңырақ');
  await ask(page, 'mutation($input: JoinClubInput!) { joinClub(input: $input) { errors { code } } }', {
    input: { inviteCode, shares: ['ACTIVITY', 'RESULTS', 'ANSWERS'] },
  });
  await ask(desk, 'mutation($input: CreateAssignmentInput!) { createAssignment(input: $input) { errors { code } } }', {
    input: { clubId: club.split('/').at(-1), lessonIds: [lesson], until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) },
  });
  const { organization: parasat } = await ask(desk, '{ organization(by: {slug: "parasat"}) { id } }');
  await ask(desk, 'mutation($input: UpdateClubInput!) { updateClub(input: $input) { errors { code } } }', {
    input: { id: club.split('/').at(-1), organizationId: parasat.id, acceptsJoinRequests: true },
  });
  await page.goto(screen('/ask/parasat'));
  await visit('ask to join');
  await page.goto(screen('/edit/organization/parasat'));
  await visit('propose a correction');
  await page.goto(screen(club));
  await visit('club of a member');
  await page.evaluate(() => localStorage.removeItem('session'));
  await logInAsLeader(page);
  for (const [name, path] of [
    ['clubs', '/clubs'], ['club of a leader', club], ['club members', `${club}/members`], ['insight', `${club}/insight`], ['club lessons', `${club}/lessons`],
    ['readiness', `${club}/readiness`],
    ['assignments', `${club}/assignments`], ['assign', `${club}/assign`],
  ]) {
    await page.goto(screen(path));
    await visit(name);
    if (['club of a leader', 'club members'].includes(name)) await visitOpened(page, name, visit);
  }

  // The editor's desk and forms.
  await page.evaluate(() => localStorage.removeItem('session'));
  await logInAsEditor(page);
  const { organization, event, kindTerm } = await ask(page, `{
    organization(by: {slug: "mothers"}) { id version posts { id holders { id } } }
    event(by: {slug: "nauryz"}) { id }
    kindTerm(by: {slug: "public-association"}) { id }
  }`);
  const [{ id: post, holders: [{ id: membership }] }] = organization.posts;
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const { createContest } = await ask(page, 'mutation($input: CreateContestInput!) { createContest(input: $input) { contest { id } } }', {
    input: { eventId: event.id, lessonIds: [lesson], teams: 'AREA', from: day(0), until: day(9) },
  });
  await ask(page, 'mutation($input: EnterContestInput!) { enterContest(input: $input) { errors { code } } }', {
    input: { contestId: createContest.contest.id, nameDisplay: 'INITIALS', area: 'KZ-19' },
  });
  await ask(page, 'mutation($input: ProposeCorrectionInput!) { proposeCorrection(input: $input) { errors { code } } }', {
    input: { recordId: organization.id, version: organization.version, change: { organization: { shortName: { kk: 'Кеңес' } } }, source: 'газет' },
  });
  await ask(page, 'mutation($input: ReportGlossInput!) { reportGloss(input: $input) { errors { code } } }', {
    input: { wordId: word, language: 'ru', gloss: 'привет', reason: 'Басқаша.' },
  });
  for (const [name, path] of [
    ['desk', '/edit'], ['figures', '/edit/figures'], ['organization form', `/edit/organization/${organization.id}`],
    ['post form', `/edit/post/${post}`], ['membership form', `/edit/membership/${membership}`],
    ['event form', `/edit/event/${event.id}`], ['new person', '/edit/new/person'], ['history', `/edit/history/${organization.id}`],
    ['contests', '/contests'], ['contest', `/contests/${createContest.contest.id}`], ['edit contests', '/edit/contests'],
    ['merge', `/edit/merge/organization/${organization.id}`], ['kinds', '/edit/kinds'], ['kind form', `/edit/kindTerm/${kindTerm.id}`],
    ['proposals', '/edit/proposals'], ['reports', '/edit/reports'],
  ]) {
    await page.goto(screen(path));
    await visit(name);
  }
  await page.goto(screen('/edit/new/event'));
  await page.getByRole('button', { name: 'Save' }).waitFor();
  for (const text of ['kk', 'ru', 'en']) await page.locator(`[name="title.${text}"]`).fill('Бастау');
  await page.locator('[name="heldOn"]').fill('2015-13');
  await page.locator('[name="schedule.firstStart"]').fill('2026-12-05T10:00');
  await page.getByLabel('How often').selectOption('WEEKLY');
  await page.getByRole('button', { name: 'Add: exception' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.error').nth(2).waitFor();
  await visit('event with problems', { asItIs: true });

  await visitSharedClub(page, visit, { inviteCode, club, contestId: createContest.contest.id, lesson: course.lessons[0] });
  await page.evaluate(() => localStorage.clear());
  await visitExercises(page, visit, languages, lacking);
}
