// A learner pastes a list of another program, chooses among the words that a row may mean, studies the list and
// changes it.
import { ask, assert, focused, inBrowser, lookAtNewWords, PHONE, screen, signUp } from './support.mjs';

await inBrowser(PHONE, async (page) => {
  await signUp(page);
  await page.goto(screen('/lessons'));
  await page.getByRole('link', { name: 'My lists' }).click();
  await page.getByLabel('Words', { exact: true }).fill('#separator:tab\nүйде\tв доме\nкол\tрука\nдомбыра\tинструмент');
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.getByText('not in the courses').waitFor();
  assert.equal(await page.locator('main li').count(), 3);
  await page.getByLabel('қол').check();
  await page.getByLabel('Name of the list').fill('Anki');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Anki' }).waitFor();
  await page.getByText('0 of 2').waitFor();
  const words = 'viewer { wordLists { edges { node { name words { headword } } } } }';
  const { viewer } = await ask(page, `{ ${words} }`);
  const [{ node }] = viewer.wordLists.edges;
  assert.deepEqual([node.name, node.words.map(({ headword }) => headword)], ['Anki', ['үй', 'қол']]);

  await page.getByRole('button', { name: 'Study' }).click();
  await page.locator('.introduction').waitFor();
  await lookAtNewWords(page);
  await page.locator('.exercise').waitFor();
  // The list can be changed: another name, more words, and fewer. What was around a button that is gone
  // takes the focus.
  const listed = async () => (await ask(page, `{ ${words} }`)).viewer.wordLists.edges[0].node;
  const headwords = async () => (await listed()).words.map(({ headword }) => headword);
  await page.goto(screen('/lists'));
  await page.getByRole('link', { name: 'Anki' }).click();
  await page.getByLabel('Name of the list').fill('Үй іші');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Үй іші', level: 1 }).waitFor();
  assert.equal((await listed()).name, 'Үй іші');
  await page.locator('textarea').fill('мектепте\nдомбыра\nкол');
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.getByText('not in the courses').waitFor();
  assert.deepEqual(await headwords(), ['үй', 'қол'], 'nothing is written before the rows have been seen');
  await page.locator('label.check', { hasText: 'көл' }).click();
  await page.locator('section form .primary').click();
  await page.getByRole('button', { name: 'Remove: мектеп' }).waitFor();
  assert.deepEqual(await headwords(), ['үй', 'қол', 'мектеп', 'көл']);
  await page.waitForFunction(() => document.activeElement?.matches('main') && /^үй/.test(document.activeElement.textContent));
  await page.getByRole('button', { name: 'Remove: қол' }).click();
  await page.getByRole('button', { name: 'Remove: қол' }).waitFor({ state: 'detached' });
  assert.deepEqual(await headwords(), ['үй', 'мектеп', 'көл']);
  await page.waitForFunction(() => document.activeElement?.matches('main ul') && /^үй/.test(document.activeElement.textContent));

  await page.goto(screen('/lists'));
  // A whole list is not lost by one tap.
  await page.getByRole('button', { name: 'Delete: Үй іші' }).click();
  await page.getByRole('alertdialog').waitFor();
  assert.equal(await focused(page), 'Cancel');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  assert.equal((await listed()).name, 'Үй іші');
  assert.equal(await focused(page), 'Delete');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'Үй іші' }).waitFor({ state: 'detached' });
});
