// An editor creates a contest. A learner enters it, sees the ranking, and leaves it. The editor withdraws it.
import { advance, ask, assert, focused, inBrowser, logInAsEditor, onAnotherPhone, PHONE, screen, signUp } from './support.mjs';

await inBrowser(PHONE, async (page, context) => {
  const editor = await onAnotherPhone(context);
  await logInAsEditor(editor);
  const { event, lesson } = await ask(editor, `{
    event(by: {slug: "abai-readings"}) { id title }
    lesson(by: {slugs: {course: "kunine-bes-soz", lesson: "amandasu"}}) { id }
  }`);
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await editor.goto(screen('/contests'));
  await editor.getByRole('link', { name: 'New contest' }).click();
  const create = editor.getByRole('button', { name: 'Create' });
  await create.click();
  await editor.locator('[data-field=eventId] .error').waitFor();
  await editor.locator('[name=eventId]').fill(event.title);
  await editor.locator('.found button').first().click();
  await editor.getByLabel('First day').fill(day(-1));
  await editor.getByLabel('Last day').fill(day(-2));
  await editor.getByLabel('Teams').selectOption('AREA');
  await create.click();
  await editor.getByText('Choose 1 to 500 words from the lessons.').waitFor();
  await editor.locator(`[name="${lesson.id}"]`).check();
  await create.click();
  await editor.getByText('A contest lasts 1 to 366 days: correct its last day.').waitFor();
  await editor.getByLabel('Last day').fill(day(9));
  await create.click();
  await editor.getByText('Nobody has entered yet.').waitFor();
  const { contests } = await ask(editor, '{ contests { edges { node { event { id } teams from until } } } }');
  assert.deepEqual(contests.edges.map(({ node }) => node), [
    { event: { id: event.id }, teams: 'AREA', from: day(-1), until: day(9) },
  ]);

  await signUp(page, 'Айгүл Серікқызы');
  await page.goto(screen('/clubs'));
  await page.getByRole('link', { name: 'Contests' }).click();
  await page.locator('main a.card').first().waitFor();
  assert.equal(await page.getByRole('link', { name: 'New contest' }).count(), 0);
  await page.locator('main a.card').first().click();
  await page.getByText('Nobody has entered yet.').waitFor();
  await page.getByLabel('How others see your name').selectOption('INITIALS');
  await page.getByLabel('Region or city').selectOption('Jetisu');
  await page.getByRole('button', { name: 'Take part' }).click();
  await page.getByText('Your rank: 1, words kept: 0').waitFor();
  await page.locator('.bars small').getByText('Jetisu').first().waitFor();
  assert.match(await page.locator('.bars b').innerText(), /^А.{0,3}С/);

  // The mean of a team has the decimal sign of the language. Too few have entered for a ranking of teams.
  await page.route('**/graphql', async (route) => {
    if (!/query Contest\b/.test(route.request().postData() ?? '')) return route.continue();
    const response = await route.fetch();
    const json = await response.json();
    json.data.contest.teamRanking = [{ rank: 1, clubName: 'Парасат', area: null, entrants: 4, meanWordsKept: 2.5 }];
    return route.fulfill({ response, json });
  });
  for (const [language, mean] of [['ru', '2,5'], ['kk', '2,5'], ['en', '2.5']]) {
    await page.evaluate((tag) => { localStorage.language = tag; }, language);
    await page.reload();
    await page.locator('.bars').getByText(mean, { exact: true }).waitFor();
  }
  await page.unrouteAll({ behavior: 'wait' });

  // A change of the team keeps the form in which the name is shown.
  const showsAs = (form) => page.waitForFunction((value) => document.querySelector('[name=nameDisplay]')?.value === value, form);
  await page.reload();
  await showsAs('INITIALS');
  await page.getByLabel('How others see your name').selectOption('HIDDEN');
  const save = async () => {
    const saved = page.waitForResponse((response) => response.request().postData()?.includes('mutation EnterContest'));
    await page.getByRole('button', { name: 'Save' }).click();
    await (await saved).finished();
    await page.locator('form .primary:enabled').waitFor();
  };
  await save();
  await page.reload();
  await showsAs('HIDDEN');
  await page.getByLabel('Region or city').selectOption('KZ-75');
  await save();
  const names = await ask(editor, '{ contests { edges { node { ranking { edges { node { name } } } } } } }');
  assert.deepEqual(names.contests.edges[0].node.ranking.edges, [{ node: { name: null } }]);

  await page.getByRole('button', { name: 'Leave the contest' }).click();
  await page.getByText('Nobody has entered yet.').waitFor();

  await editor.goto(screen('/edit'));
  await editor.getByRole('link', { name: 'Contests' }).click();
  await editor.getByRole('button', { name: /^Withdraw: / }).click();
  const question = editor.getByRole('alertdialog');
  assert.equal(await focused(editor), 'Cancel');
  await editor.keyboard.press('Enter');
  await question.waitFor({ state: 'detached' });
  await editor.getByRole('button', { name: /^Withdraw: / }).click();
  await question.getByRole('button', { name: 'Withdraw' }).click();
  await question.waitFor({ state: 'detached' });
  await page.goto(screen('/contests'));
  await page.getByText('There are no contests yet.').waitFor();

  // Of more contests than the list has, it shows the newest.
  const creation = 'mutation($input: CreateContestInput!) { createContest(input: $input) { contest { id } } }';
  const input = { eventId: event.id, lessonIds: [lesson.id], from: day(-1), until: day(60) };
  for (let count = 0; count < 50; count += 1) await ask(editor, creation, { input: { ...input, until: day(9 + count) } });
  await page.clock.install();
  await advance(page, 1);
  const { createContest } = await ask(editor, creation, { input });
  await page.goto(screen('/contests'));
  await page.locator('main a.card').nth(49).waitFor();
  assert.equal(await page.locator('main a.card').count(), 50);
  assert.ok((await page.locator('main a.card').first().getAttribute('href')).endsWith(`/${createContest.contest.id}`));
});
