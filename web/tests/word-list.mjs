// A learner pastes a list of another program, chooses among the words that a row may mean, and studies the list.
import { ask, assert, inBrowser, lookAtNewWords, PHONE, screen, signUp } from './support.mjs';

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
  await page.goto(screen('/lists'));
  await page.getByRole('button', { name: 'Remove: Anki' }).click();
  await page.getByRole('heading', { name: 'Anki' }).waitFor({ state: 'detached' });
});
