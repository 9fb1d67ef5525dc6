// A leader creates a club, accepts members, writes to them, assigns a lesson, follows its progress, looks at everything, and
// downloads the files. A pupil joins by the link, does the assignment, and reads the access log.
import { readFileSync } from 'node:fs';
import {
  advance, allSent, answer, ask, assert, countedReviews, DESK, focused, foundClub, goOn, inBrowser, lookAtNewWords, logInAsLeader,
  onAnotherPhone, screen, signUp,
} from './support.mjs';

await inBrowser(DESK, async (page, context) => {
  await logInAsLeader(page);
  await page.locator('.clubs').click();
  await page.getByText('You are not in a club yet.').waitFor();
  const { code, club } = await foundClub(page, 'Шанырак');

  // A mistyped name is corrected.
  await page.getByLabel('Name of the club').fill('Шаңырақ');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Шаңырақ' }).waitFor();
  assert.equal(await focused(page), 'Save', 'another title on the same screen does not take the focus');
  /** After a button is gone, the focus is on what was around it. */
  const hasFocus = (selector) => page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);

  // A browser that does not let the app copy, as at an address without TLS: the message is in the reader's language.
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.getByRole('button', { name: `Copy the link: ${code}` }).click();
  await page.locator('main .error').getByText('Something went wrong.', { exact: true }).waitFor();

  // The code as a picture, for a wall or a screen.
  await page.locator('.invitation summary').first().click();
  await page.locator('.invitation .qr-code path').waitFor();

  // The club is listed with an organization. Somebody finds it on the public page, asks to join, and is let in.
  const { organization } = await ask(page, '{ organization(by: {slug: "parasat"}) { id } }');
  const listWith = async (organizationId) => {
    const answered = page.waitForResponse((response) => response.request().postData()?.includes('updateClub('));
    await page.getByLabel('Accept requests to join from the page of this organization').selectOption(organizationId);
    assert.deepEqual((await (await answered).json()).data.updateClub.errors, []);
  };
  await listWith(organization.id);
  const applicant = await onAnotherPhone(context);
  await signUp(applicant, 'Берік');
  await applicant.goto(new URL('/en/organizations/parasat', screen('/')).href);
  await applicant.getByRole('link', { name: 'Ask to join' }).click();
  await applicant.getByRole('heading', { name: 'Шаңырақ' }).waitFor();
  await applicant.getByLabel('Message to the leaders').fill('Мен де келейін бе?');
  for (const box of await applicant.getByRole('checkbox').all()) await box.uncheck();
  await applicant.getByRole('button', { name: 'Send' }).click();
  await applicant.getByText('You asked to join “Шаңырақ”').waitFor();
  // The list of clubs tells the leader that somebody waits.
  await page.goto(screen('/clubs'));
  await page.getByText('Requests to join: 1').click();
  // The choice is kept.
  await page.waitForFunction((id) => [...document.querySelectorAll('select')].some(({ value }) => value === id), organization.id);
  await page.getByText('Мен де келейін бе?').waitFor();
  await page.getByRole('button', { name: 'Accept: Берік' }).click();
  await page.getByText('Мен де келейін бе?').waitFor({ state: 'detached' });
  await hasFocus('main');
  await listWith('');
  await applicant.goto(screen('/ask/parasat'));
  await applicant.getByText('No club of this organization accepts requests at the moment.').waitFor();

  // A list of people: it is checked first, and an error is shown at its line.
  const before = await page.locator('.invitation').count();
  await page.getByText('Invite a list of people').click();
  await page.getByLabel('Names').fill(`Асан Үсенов\n${'ұзын '.repeat(40)}`);
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.locator('details.card li .error').waitFor();
  assert.equal(await page.locator('details.card li .error').count(), 1);
  assert.equal(await page.getByRole('button', { name: /^Make \d/ }).count(), 0);
  assert.equal(await page.locator('.invitation').count(), before);
  // A table as a spreadsheet saves it: in the encoding of Windows, with titles of its own.
  const russian = [...'ФИО;Класс\r\nАсан Усенов;7б\r\n'].map((each) => each.charCodeAt(0)).map((code) => (code < 128 ? code : code - 0x350));
  await page.getByLabel('File (.csv or .txt)').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(russian) });
  await page.waitForFunction(() => [...document.querySelectorAll('textarea')].some(({ value }) => value.startsWith('ФИО;Класс')));
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.locator('details li').filter({ hasText: 'Асан Усенов 7б' }).waitFor();
  await page.getByRole('button', { name: 'Make 1 code' }).waitFor();
  // Or as “Unicode text”.
  const unicode = Buffer.from('\ufeffАты\tСыныбы\r\nӘсел Усенова\t7б\r\n', 'utf16le');
  for (const buffer of [unicode, Buffer.from(unicode).swap16()]) {
    await page.getByLabel('Names').fill('');
    await page.getByLabel('File (.csv or .txt)').setInputFiles({ name: 'list.txt', mimeType: 'text/plain', buffer });
    await page.waitForFunction(() => [...document.querySelectorAll('textarea')].some(({ value }) => value.startsWith('Аты\tСыныбы\nӘсел')));
  }
  // The columns of a class list have the parts of names; a list that was copied from two columns has no titles.
  for (const list of ['Имя;Фамилия;Класс\nАсан;Үсенов;7б', 'Үсенов\tАсан']) {
    await page.getByLabel('Names').fill(list);
    await page.getByRole('button', { name: 'Check the list' }).click();
    await page.locator('details li').filter({ hasText: 'Үсенов Асан' }).waitFor();
    await page.getByRole('button', { name: 'Make 1 code' }).waitFor();
  }
  await page.getByLabel('Names').fill('Асан Үсенов\n"Болат, кіші"');
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.getByRole('button', { name: 'Make 2 codes' }).click();
  await page.locator('details.card li .code').nth(1).waitFor();
  await page.waitForFunction((count) => document.querySelectorAll('.invitation').length === count, before + 2);
  // Personal codes have a list of their own, and only they are printed, so that they can be handed out.
  await page.getByText('Personal codes: 2').click();
  await page.emulateMedia({ media: 'print' });
  assert.match(await page.locator('.slips .on-paper').first().innerText(), /\/app\/join\/[\w-]+$/);
  assert.equal(await page.getByText(code, { exact: true }).isVisible(), false);
  assert.equal(await page.getByRole('heading', { name: 'Files' }).isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  const personal = await page.locator('details.card li .code').nth(1).innerText();
  await page.getByRole('button', { name: `Revoke the code: ${personal}` }).click();
  await page.waitForFunction((count) => document.querySelectorAll('.invitation').length === count, before + 1);
  await hasFocus('.slips ul');

  // A pupil joins on another device.
  const pupil = await onAnotherPhone(context);
  await signUp(pupil);
  // A mistyped code leads nowhere, and says so.
  await pupil.goto(screen('/join/ABCDE-FGHJK'));
  await pupil.getByText('No club has this code').waitFor();
  await pupil.getByLabel('Invite code').fill(code);
  // The screen names the club and its leader before the pupil joins.
  await pupil.getByLabel('Invite code').blur();
  await pupil.getByRole('heading', { name: 'Шаңырақ' }).waitFor();
  await pupil.getByText('led by ').waitFor();
  await pupil.locator('form .primary').click();
  await pupil.getByText('You have joined the club “Шаңырақ”').waitFor();

  // The leader gives the pupil a name of their own, and writes to everybody.
  await page.goto(screen(`${club}/members`));
  const line = page.locator('.roster li').filter({ hasText: 'Айгүл' });
  await line.locator('summary').click();
  await line.locator('[name=alias]').fill('Айгүл, 7б');
  await line.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Айгүл, 7б' }).waitFor();
  await page.goto(screen(club));
  await page.getByLabel('Note to all members').fill('Сенбіде кездесеміз!');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.note').getByText('Сенбіде кездесеміз!').waitFor();

  // More members than a page has: those on the next one can be chosen, too. Here, a page has one member.
  await page.route('**/graphql', (route) =>
    route.continue({ postData: route.request().postData().replace('orderBy:NAME,first:100', 'orderBy:NAME,first:1') }));
  await page.goto(screen(`${club}/assign`));
  await page.getByLabel('Some', { exact: true }).check();
  await page.getByLabel('Айгүл, 7б').check();
  assert.equal(await page.locator('.inner').count(), 1);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByLabel('Берік').waitFor();
  assert.ok(await page.getByLabel('Айгүл, 7б').isChecked());
  await page.unroute('**/graphql');

  // The leader assigns the first lesson.
  await page.goto(screen(`${club}/assignments`));
  await page.getByText('No assignments yet.').waitFor();
  await page.getByRole('link', { name: 'Assign' }).click();
  await page.locator('.list .check').first().click();
  const lesson = await page.locator('.list .check').first().innerText();
  await page.getByLabel('Note for the members').fill('Ертеңге');
  await page.locator('form .primary').click();
  const count = await page.getByText(/Done by 0 of \d/).innerText();
  // The count is of all members, and not only of those on the list.
  const short = await context.newPage();
  await short.routeWebSocket('**/graphql/ws', () => {});
  await short.route('**/graphql', async (route) => {
    if (!/query Assignments/.test(route.request().postData() ?? '')) return route.continue();
    const response = await route.fetch();
    const json = await response.json();
    for (const { node } of json.data.club.assignments.edges) node.progress = { pageInfo: { hasNextPage: true }, edges: [] };
    return route.fulfill({ response, json });
  });
  await short.goto(screen(`${club}/assignments`));
  await short.getByText('Only the first 0 are shown.').waitFor();
  assert.equal(await short.getByText(/^Done by/).innerText(), count);
  await short.unrouteAll({ behavior: 'wait' });
  await short.close();
  const followed = page.locator('.assignment li').filter({ hasText: 'Айгүл, 7б' });
  assert.equal(await followed.locator('progress').evaluate(({ value }) => value), 0);
  // Members are in the order of their names, not in the order of joining.
  assert.deepEqual(await page.locator('.assignment h3').allInnerTexts(), ['Айгүл, 7б', 'Берік']);

  // The pupil sees the assignment, and does a part of it. Until its words have come, no other lesson is offered.
  let bring;
  const isHeld = new Promise((resolve) => { bring = resolve; });
  await pupil.route('**/graphql', async (route) => {
    if (/query (Changes|OfflinePack)/.test(route.request().postData() ?? '')) await isHeld;
    await route.continue();
  });
  await pupil.goto(screen('/'));
  const assigned = pupil.locator('a.card').filter({ hasText: 'Ертеңге' });
  await assigned.getByRole('heading', { name: lesson, exact: true }).waitFor();
  await pupil.getByText('Сенбіде кездесеміз!').waitFor();
  await pupil.locator('.goal a.primary').waitFor();
  assert.equal(await pupil.locator('.goal button').count(), 0);
  await assigned.click();
  bring();
  await lookAtNewWords(pupil);
  await pupil.unrouteAll({ behavior: 'wait' });
  for (let count = 0; count < 8; count += 1) {
    await answer(pupil);
    await goOn(pupil);
  }
  // The leader's screen shows the progress without a reload.
  await page.waitForFunction(() => [...document.querySelectorAll('.assignment progress')].some(({ value }) => value > 0));
  await pupil.locator('.bar .icon-button').click();
  await allSent(pupil);
  assert.equal(await countedReviews(pupil), 8);

  // Single words are named, on the screen of the day and on that of the club.
  const { course } = await ask(page, '{ course(by: {slug: "kunine-bes-soz"}) { lessons { id words { id headword } } } }');
  const { id: wordId, headword } = course.lessons[1].words[0];
  const input = { clubId: club.split('/').at(-1), wordIds: [wordId], until: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10) };
  const assign = 'mutation ($input: CreateAssignmentInput!) { createAssignment(input: $input) { errors { code } } }';
  await ask(page, assign, { input });
  for (const path of ['/', club]) {
    await pupil.goto(screen(path));
    await pupil.locator('a.card').getByRole('heading', { name: headword, exact: true }).waitFor();
  }

  // The leader sees who has done what.
  await page.goto(screen(`${club}/insight`));
  await page.locator('.roster').getByText('8 answers').waitFor();
  await page.getByRole('heading', { name: 'Айгүл, 7б' }).waitFor();
  await page.getByText('Sharing so far: 1.').first().waitFor();
  await page.goto(screen(`${club}/lessons`));
  await page.getByRole('rowheader', { name: lesson }).waitFor();
  await page.getByRole('columnheader', { name: 'Айгүл, 7б' }).waitFor();
  // On paper, only the table is left.
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.places').isVisible(), false);
  assert.ok(await page.locator('.grid').isVisible());
  await page.emulateMedia({ media: null });
  const [, width, height] = /MediaBox \[0 0 (\d+) (\d+)\]/.exec((await page.pdf({ preferCSSPageSize: true })).toString('latin1'));
  assert.ok(Number(width) > Number(height), `the paper is ${width} wide`);
  await page.goto(screen(`${club}/readiness`));
  await page.locator('.bars').getByText('Айгүл, 7б').waitFor();
  // Too few members share their results, so no total is shown.
  const words = await page.locator('h2').innerText();
  assert.match(words, /^[\d,]+ words$/);
  await page.getByLabel('Words').selectOption({ index: 1 });
  await page.waitForFunction((before) => document.querySelector('h2')?.innerText !== before, words);
  await page.goto(screen(club));
  const saved = async (name) => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return readFileSync(await (await downloading).path());
  };
  assert.match(String(await saved('Results, a table (CSV)')), /Айгүл/);
  assert.equal(String((await saved('OneRoster 1.2 (ZIP)')).subarray(0, 2)), 'PK');
  assert.ok(Array.isArray(JSON.parse(String(await saved('Answers, xAPI (JSON)'))).statements));

  // The pupil sees that the leader has looked, and leaves.
  await pupil.goto(screen(club));
  await pupil.getByText('download of a file').first().waitFor();
  await pupil.getByText('list of members').first().waitFor();
  await pupil.getByRole('button', { name: 'Leave the club' }).click();
  await pupil.getByRole('button', { name: 'Leave', exact: true }).click();
  await pupil.getByText('You are not in a club yet.').waitFor();
  await page.goto(screen(`${club}/insight`));
  await page.getByRole('heading', { name: 'Берік' }).waitFor();
  await page.getByRole('heading', { name: 'Айгүл, 7б' }).waitFor({ state: 'detached' });

  // More invitations than a page has: the oldest one is on the next.
  await page.clock.install();
  await advance(page, 1);
  const csv = ['name', ...Array.from({ length: 101 }, (_, at) => `Оқушы ${at}`)].join('\n');
  const invite = 'mutation($input: ImportClubMembersInput!) { importClubMembers(input: $input) { errors { code } } }';
  const { importClubMembers } = await ask(page, invite, { input: { clubId: club.split('/').at(-1), csv } });
  assert.deepEqual(importClubMembers.errors, []);
  await page.goto(screen(club));
  await page.getByText('Personal codes: 100').waitFor();
  assert.equal(await page.getByText(code, { exact: true }).count(), 0);
  const asked = [];
  page.on('request', (request) => asked.push(/query (\w+)/.exec(request.postData() ?? '')?.[1]));
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText(code, { exact: true }).waitFor();
  assert.deepEqual(asked.filter((name) => name?.startsWith('Club')), ['ClubInvitations'], 'only the invitations are loaded again');
  await page.getByText('Personal codes: 2').waitFor();

  // More assignments than a page has: the first one is on the next. It can be withdrawn.
  await advance(page, 1);
  const until = new Date(Date.now() + 8 * 86_400_000).toISOString().slice(0, 10);
  for (let count = 0; count < 20; count += 1) {
    const { createAssignment } = await ask(page, assign, { input: { clubId: input.clubId, lessonIds: [course.lessons[1].id], until } });
    assert.deepEqual(createAssignment.errors, []);
  }
  await page.goto(screen(`${club}/assignments`));
  await page.locator('.assignment').nth(19).waitFor();
  assert.equal(await page.getByText('Ертеңге').count(), 0);
  await page.getByRole('button', { name: 'Show more' }).click();
  const first = page.locator('.assignment').filter({ hasText: 'Ертеңге' });
  await first.getByRole('button', { name: /^Withdraw the assignment/ }).click();
  await first.getByText('withdrawn').waitFor();
  await hasFocus('article.assignment');
  assert.equal(await page.locator('.assignment').count(), 22);

  // So are the older notes.
  const sendNote = 'mutation($input: SendClubNoteInput!) { sendClubNote(input: $input) { errors { code } } }';
  for (let count = 0; count < 10; count += 1) {
    const { sendClubNote } = await ask(page, sendNote, { input: { clubId: input.clubId, text: 'Сағат алтыда' } });
    assert.deepEqual(sendClubNote.errors, []);
  }
  await page.goto(screen(club));
  await page.locator('.note').nth(9).waitFor();
  assert.equal(await page.getByText('Сенбіде кездесеміз!').count(), 0);
  await page.getByRole('button', { name: 'Show more' }).last().click();
  await page.locator('.note').getByText('Сенбіде кездесеміз!').waitFor();

  // A single word is shown in the script that the leader has chosen, here the Latin one of 2021.
  await advance(page, 1);
  await ask(page, assign, { input: { ...input, wordIds: [course.lessons[0].words[0].id], until } });
  await ask(page, 'mutation { updateSettings(input: { script: LATIN }) { errors { code } } }');
  const brought = page.waitForResponse((response) => response.request().postData()?.includes('query OfflinePack'));
  await page.goto(screen('/'));
  await brought;
  // A word is found as it is shown, and as it is written in Cyrillic.
  await page.goto(screen(`${club}/assign`));
  await page.locator('summary').getByText('Single words').click();
  for (const text of ['Sälem', 'сәлем']) {
    await page.getByLabel('Find a word').fill(text);
    await page.locator('details .check [lang=kk-Latn]').getByText('sälem', { exact: true }).waitFor();
  }
  await page.goto(screen(`${club}/assignments`));
  await page.locator('.assignment h2 [lang=kk-Latn]').getByText('sälem').waitFor();

  // A screen that follows something notices that its session has ended.
  await ask(page, 'mutation { logOut { errors { code } } }');
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
});
