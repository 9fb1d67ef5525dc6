// Every screen of the app, one after the other.
import {
  answer, ask, finishTrial, foundClub, goOn, logInAsEditor, logInAsLeader, lookAtNewWords, PASSWORD, screen, signUp,
} from './support.mjs';

/** Waits until nothing on the screen is loading. */
export const allLoaded = (page) => page.waitForFunction(() => !document.querySelector('.loading'));

/** Shows the screen in a language and in a colour scheme. */
export async function show(page, language, colorScheme) {
  await page.evaluate((tag) => localStorage.setItem('language', tag), language);
  await page.emulateMedia({ colorScheme });
  await page.reload();
  await page.locator('main').waitFor();
  await allLoaded(page);
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

/** Opens everything on the screen that can be opened. */
async function visitOpened(page, name, visit) {
  await page.evaluate(() => { for (const each of document.querySelectorAll('details')) each.open = true; });
  await allLoaded(page);
  await visit(`${name} opened`, { asItIs: true });
}

/**
 * Goes to every screen, and calls `visit` with its name. A visit may change the language and the colours, and leaves English
 * and light ones. What `asItIs` shows would not come back after a reload.
 */
export async function everyScreen(page, context, visit) {
  await page.goto(screen('/'));
  await visit('sign-up');
  await page.goto(screen('/log-in'));
  await visit('log-in');
  for (const path of ['/forgot-password', '/email/verify', '/email/change', '/email/reset']) {
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
  const kinds = new Set();
  for (let count = 0; count < 14; count += 1) {
    const task = await page.locator('.exercise .task').innerText();
    if (!kinds.has(task)) {
      kinds.add(task);
      await visit(`exercise ${kinds.size}`);
      await lookAtNewWords(page);
    }
    await answer(page);
    if (count < 4) await visit(`feedback ${count}`, { asItIs: true });
    await goOn(page);
  }
  // Something for the account log.
  await ask(page, 'mutation($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code } } }', {
    input: { currentPassword: PASSWORD, newPassword: PASSWORD },
  });
  const { course } = await ask(page, '{ course(by: {slug: "kunine-bes-soz"}) { lessons { id words { id } } } }');
  const [{ id: lesson, words: [{ id: word }] }] = course.lessons;
  for (const [name, path] of [
    ['today', '/'], ['lessons', '/lessons'], ['lesson', `/lessons/${lesson}`], ['word', `/words/${word}`],
    ['progress', '/progress'], ['practice', '/practice'], ['settings', '/settings'], ['second-factor', '/second-factor'], ['passkeys', '/passkeys'],
    ['account-log', '/account-log'], ['join', '/join'], ['unsent', '/unsent'],
    ['not-found', '/nowhere'],
  ]) {
    await page.goto(screen(path));
    await visit(name);
    if (['progress', 'settings'].includes(name)) await visitOpened(page, name, visit);
  }
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
}
