// axe finds nothing on any screen, in three languages, light and dark; nothing scrolls sideways; targets are large.
import { readFileSync, mkdirSync } from 'node:fs';
import {
  answer, ask, assert, finishTrial, foundClub, goOn, inBrowser, logInAsEditor, logInAsLeader, lookAtNewWords, PHONE, require,
  screen, signUp,
} from './support.mjs';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Where to put a picture of each screen, if anywhere. */
const { SCREENSHOTS } = process.env;

await inBrowser(PHONE, async (page, context) => {
  const problems = [];
  const look = async (name) => {
    await page.waitForFunction(() => document.getAnimations().every((each) => each.playState !== 'running'));
    // The whole screen at once: what the navigation covers can be scrolled, which axe does not know.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...PHONE.viewport, height });
    await page.evaluate(AXE);
    const violations = await page.evaluate((tags) => axe.run(document, { runOnly: tags }).then((result) =>
      result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)), RULES);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) violations.push(`scrolls sideways: ${width}`);
    const small = await page.evaluate(() => [...document.querySelectorAll('button, main > a, .places a, .card > a, input, select, summary')]
      .filter((each) => !each.matches('[type=checkbox], [type=radio]') && each.checkVisibility())
      .filter((each) => { const { width, height } = each.getBoundingClientRect(); return Math.min(width, height) < 43.5; })
      .map((each) => each.outerHTML.slice(0, 100)));
    violations.push(...small.map((each) => `too small: ${each}`));
    problems.push(...violations.map((violation) => `${name}: ${violation}`));
    if (SCREENSHOTS) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: `${SCREENSHOTS}/${name.replaceAll(/\W+/g, '-')}.png` });
    }
    await page.setViewportSize(PHONE.viewport);
  };
  const everyLook = async (name) => {
    for (const language of ['kk', 'ru', 'en']) {
      for (const colorScheme of ['light', 'dark']) {
        await page.evaluate((tag) => localStorage.setItem('language', tag), language);
        await page.emulateMedia({ colorScheme });
        await page.reload();
        await page.locator('main').waitFor();
        await page.locator('.loading').waitFor({ state: 'detached' });
        await look(`${name} ${language} ${colorScheme}`);
      }
    }
  };

  await page.goto(screen('/'));
  await everyLook('sign-up');
  await page.goto(screen('/log-in'));
  await everyLook('log-in');
  for (const path of ['/forgot-password', '/email/verify', '/email/change', '/email/reset']) {
    await page.goto(screen(path));
    await everyLook(path);
  }
  await page.goto(screen('/join/ABCD-EFGH'));
  await everyLook('join-first');
  await page.goto(screen('/join-without-email/ABCD-EFGH'));
  await everyLook('join without e-mail');
  await page.goto(screen('/log-in/code'));
  await everyLook('log in with a code');
  await page.evaluate(() => localStorage.setItem('language', 'en'));
  await page.goto(screen('/try'));
  await finishTrial(page);
  await everyLook('tried');
  await page.goto(screen('/'));
  await everyLook('sign-up after trying');
  await page.evaluate(() => new Promise((resolve) => {
    localStorage.setItem('language', 'en');
    indexedDB.deleteDatabase('dostyq').onsuccess = resolve;
  }));
  await signUp(page);
  await page.goto(screen('/'));
  await everyLook('first-day');
  await page.locator('.goal').waitFor();
  await page.locator('.goal .primary').click();
  await page.locator('.introduction').waitFor();
  await everyLook('new word');
  await page.evaluate(() => localStorage.setItem('language', 'en'));
  await page.reload();
  await lookAtNewWords(page);
  const kinds = new Set();
  for (let count = 0; count < 14; count += 1) {
    const task = await page.locator('.exercise .task').innerText();
    if (!kinds.has(task)) {
      kinds.add(task);
      await everyLook(`exercise ${kinds.size}`);
      await page.evaluate(() => localStorage.setItem('language', 'en'));
      await page.emulateMedia({ colorScheme: 'light' });
      await page.reload();
      await lookAtNewWords(page);
    }
    await answer(page);
    for (const colorScheme of count < 4 ? ['light', 'dark'] : []) {
      await page.emulateMedia({ colorScheme });
      await look(`feedback ${count} ${colorScheme}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await goOn(page);
  }
  const { course } = await ask(page, '{ course(by: {slug: "kunine-bes-soz"}) { lessons { id words { id } } } }');
  const [{ id: lesson, words: [{ id: word }] }] = course.lessons;
  for (const [name, path] of [
    ['today', '/'], ['lessons', '/lessons'], ['lesson', `/lessons/${lesson}`], ['word', `/words/${word}`],
    ['progress', '/progress'], ['settings', '/settings'], ['second-factor', '/second-factor'], ['join', '/join'], ['unsent', '/unsent'], ['not-found', '/nowhere'],
  ]) {
    await page.goto(screen(path));
    await everyLook(name);
  }

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
  await page.goto(screen(club));
  await everyLook('club of a member');
  await page.evaluate(() => localStorage.removeItem('session'));
  await logInAsLeader(page);
  for (const [name, path] of [
    ['clubs', '/clubs'], ['club of a leader', club], ['club members', `${club}/members`], ['insight', `${club}/insight`], ['club lessons', `${club}/lessons`],
    ['assignments', `${club}/assignments`], ['assign', `${club}/assign`],
  ]) {
    await page.goto(screen(path));
    await everyLook(name);
  }

  // The editor's desk and forms.
  await page.evaluate(() => localStorage.removeItem('session'));
  await logInAsEditor(page);
  const { organization, event } = await ask(page, `{
    organization(by: {slug: "mothers"}) { id version posts { id holders { id } } }
    event(by: {slug: "nauryz"}) { id }
  }`);
  const [{ id: post, holders: [{ id: membership }] }] = organization.posts;
  await ask(page, 'mutation($input: ProposeCorrectionInput!) { proposeCorrection(input: $input) { errors { code } } }', {
    input: { recordId: organization.id, version: organization.version, change: { organization: { shortName: { kk: 'Кеңес' } } }, source: 'газет' },
  });
  await ask(page, 'mutation($input: ReportGlossInput!) { reportGloss(input: $input) { errors { code } } }', {
    input: { wordId: word, language: 'ru', gloss: 'привет', reason: 'Басқаша.' },
  });
  for (const [name, path] of [
    ['desk', '/edit'], ['organization form', `/edit/organization/${organization.id}`], ['post form', `/edit/post/${post}`],
    ['membership form', `/edit/membership/${membership}`], ['event form', `/edit/event/${event.id}`],
    ['new person', '/edit/new/person'], ['history', `/edit/history/${organization.id}`],
    ['merge', `/edit/merge/organization/${organization.id}`], ['proposals', '/edit/proposals'], ['reports', '/edit/reports'],
  ]) {
    await page.goto(screen(path));
    await everyLook(name);
  }
  await page.evaluate(() => localStorage.setItem('language', 'en'));
  await page.goto(screen('/edit/new/event'));
  await page.getByRole('button', { name: 'Save' }).waitFor();
  for (const text of ['kk', 'ru', 'en']) await page.locator(`[name="title.${text}"]`).fill('Бастау');
  await page.locator('[name="heldOn"]').fill('2015-13');
  await page.locator('[name="schedule.firstStart"]').fill('2026-12-05T10:00');
  await page.getByLabel('How often').selectOption('WEEKLY');
  await page.getByRole('button', { name: 'Add: exception' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.error').nth(2).waitFor();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await look(`event with problems ${colorScheme}`);
  }
  assert.deepEqual(problems, []);
});
