// Responses that get lost: the service has done what was asked, and the app cannot know. Whoever sends the same again creates
// nothing twice.
import {
  advanceDates, ask, assert, DESK, fillInSignUp, inBrowser, logInAsEditor, logInAsLeader, onAnotherPhone, PASSWORD, screen,
} from './support.mjs';

const UNREACHABLE = 'The service cannot be reached.';

/** Sends a mutation that the service executes, and whose response gets lost. The app says so. */
async function lose(page, mutation, send, message = UNREACHABLE) {
  let executed = 0;
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes(`mutation ${mutation}(`)) return route.continue();
    const response = await route.fetch();
    executed += response.status() === 200;
    return route.abort();
  });
  await send();
  await page.getByText(message).first().waitFor();
  assert.equal(executed, 1, mutation);
  await page.unrouteAll({ behavior: 'wait' });
}

await inBrowser(DESK, async (page, context) => {
  await logInAsLeader(page);
  const nodes = ({ edges }) => edges.map(({ node }) => node);
  const hasCount = (selector, count) =>
    page.waitForFunction(([all, wanted]) => document.querySelectorAll(all).length === wanted, [selector, count]);

  // A club.
  await page.goto(screen('/clubs'));
  await page.locator('[name=name]').fill('Шаңырақ');
  const found = page.locator('form .primary');
  await lose(page, 'CreateClub', () => found.click());
  await found.click();
  await page.getByRole('heading', { name: 'Шаңырақ' }).waitFor();
  const code = await page.locator('.invitation .code').first().innerText();
  const { viewer } = await ask(page, '{ viewer { clubMemberships(first: 10) { edges { node { club { id } } } } } }');
  const clubs = nodes(viewer.clubMemberships);
  assert.equal(clubs.length, 1);
  const [{ club: { id } }] = clubs;
  const inClub = async (fields) => (await ask(page, `query($id: ID!) { club(by: {id: $id}) { ${fields} } }`, { id })).club;
  const codes = async () => nodes((await inClub('invitations(first: 50) { edges { node { label } } }')).invitations).length;
  assert.equal(await codes(), 1);

  // A code.
  await page.locator('summary').getByText('Make a new code').click();
  await page.getByLabel('Who it is for').fill('7б');
  const newCode = page.locator('form').filter({ has: page.getByLabel('Who it is for') }).locator('button');
  await lose(page, 'CreateClubInvitation', () => newCode.click());
  await newCode.click();
  await hasCount('.invitation', 2);
  assert.equal(await codes(), 2);

  // A code for each person on a list.
  await page.getByText('Invite a list of people').click();
  await page.getByLabel('Names').fill('name\nАсан Үсенов\nБолат');
  await page.getByRole('button', { name: 'Check the list' }).click();
  const makeCodes = page.getByRole('button', { name: 'Make 2 codes' });
  await makeCodes.waitFor();
  await lose(page, 'ImportClubMembers', () => makeCodes.click());
  await makeCodes.click();
  await page.locator('details.card li .code').nth(1).waitFor();
  await hasCount('.invitation', 4);
  assert.equal(await codes(), 4);

  // A note. The same text again is another note, and so is one that was changed before it was sent again.
  const notes = async () =>
    nodes((await inClub('notes(first: 10) { edges { node { text } } }')).notes).map(({ text }) => text).sort();
  const text = page.getByLabel('Note to all members');
  const send = page.getByRole('button', { name: 'Send' });
  await text.fill('Ертең кездесеміз!');
  await lose(page, 'SendClubNote', () => send.click());
  await send.click();
  await hasCount('.note', 1);
  assert.deepEqual(await notes(), ['Ертең кездесеміз!']);
  await text.fill('Ертең кездесеміз!');
  await send.click();
  await hasCount('.note', 2);
  await text.fill('Сабақ болмайды');
  await lose(page, 'SendClubNote', () => send.click());
  await text.fill('Сабақ кеште болады');
  await send.click();
  await hasCount('.note', 4);
  assert.deepEqual(await notes(), ['Ертең кездесеміз!', 'Ертең кездесеміз!', 'Сабақ болмайды', 'Сабақ кеште болады']);

  // A phone loads the page anew when it comes back from the background. The same text is still the same note.
  const writeAfterReload = async (note) => {
    await page.reload();
    await text.fill(note);
  };
  await text.fill('Кітап әкеліңіздер');
  await lose(page, 'SendClubNote', () => send.click());
  await writeAfterReload('Кітап әкеліңіздер');
  await send.click();
  await page.getByText('Sent', { exact: true }).waitFor();
  await hasCount('.note', 5);
  // What was answered is forgotten: the same text is another note.
  await writeAfterReload('Кітап әкеліңіздер');
  await lose(page, 'SendClubNote', () => send.click());
  await writeAfterReload('Кітап әкеліңіздер');
  await send.click();
  await page.getByText('Sent', { exact: true }).waitFor();
  await hasCount('.note', 6);
  assert.equal((await notes()).filter((note) => note === 'Кітап әкеліңіздер').length, 2);

  // An assignment.
  await page.goto(screen(`/clubs/${id}/assign`));
  await page.locator('.list .check').first().click();
  const assign = page.locator('form .primary');
  await lose(page, 'CreateAssignment', () => assign.click());
  await assign.click();
  await page.waitForURL('**/assignments');
  await page.locator('.assignment').first().waitFor();
  assert.equal(nodes((await inClub('assignments(first: 10) { edges { node { id } } }')).assignments).length, 1);

  // A pupil joins by the code, without an e-mail address.
  const pupil = await onAnotherPhone(context);
  await pupil.goto(screen(`/join-without-email/${code}`));
  await pupil.locator('[name=displayName]').fill('Асан');
  await pupil.locator('[name=password]').fill(PASSWORD);
  const join = pupil.locator('form .primary');
  await lose(pupil, 'RegisterWithClubCode', () => join.click());
  await join.click();
  await pupil.getByText('You have joined the club “Шаңырақ”').waitFor();
  const members = nodes((await inClub('members(first: 10) { edges { node { displayName } } }')).members);
  assert.deepEqual(members.map(({ displayName }) => displayName).sort(), ['Асан', 'Гүлнар Сапарова']);

  // Somebody signs up, and brings a list of words.
  const learner = await onAnotherPhone(context);
  await learner.goto(screen('/'));
  await lose(learner, 'Register', () => fillInSignUp(learner));
  await learner.locator('form .primary').click();
  await learner.locator('.goal').waitFor();
  await learner.goto(screen('/lists'));
  await learner.getByLabel('Words', { exact: true }).fill('үй\nмектеп');
  await learner.getByRole('button', { name: 'Check the list' }).click();
  const saveList = learner.getByRole('button', { name: 'Save' });
  await saveList.waitFor();
  await lose(learner, 'ImportWordList', () => saveList.click());
  await saveList.click();
  await learner.getByText('0 of 2').waitFor();
  const own = await ask(learner, '{ viewer { wordLists { edges { node { id } } } } }');
  assert.equal(own.viewer.wordLists.edges.length, 1);

  // An editor adds a kind to the vocabulary: its slug is not taken by itself.
  const editor = await onAnotherPhone(context);
  await logInAsEditor(editor);
  await editor.goto(screen('/edit/new/kindTerm/scheme/ORGANIZATION'));
  const save = editor.getByRole('button', { name: 'Save', exact: true });
  await save.waitFor();
  for (const language of ['kk', 'ru', 'en']) await editor.locator(`[name="label.${language}"]`).fill('chess club');
  await editor.locator('[name=slug]').fill('chess-club');
  await lose(editor, 'CreateKindTerm', () => save.click(), 'There is no connection.');
  await save.click();
  await editor.getByText('A draft: only editors see it.').waitFor();

  // On the next day, the same text is another note. What was written was not kept.
  await page.goto(screen(`/clubs/${id}`));
  await text.fill('Дәптер әкеліңіздер');
  await lose(page, 'SendClubNote', () => send.click());
  const kept = await page.evaluate(() => Object.values(sessionStorage).join());
  assert.ok(kept.includes('since') && !kept.includes('Дәптер'), kept);
  await advanceDates(page, 25);
  await writeAfterReload('Дәптер әкеліңіздер');
  await send.click();
  await page.getByText('Sent', { exact: true }).waitFor();
  await hasCount('.note', 8);
});
