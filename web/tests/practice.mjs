// What went wrong can be practised, and that counts for nothing.
import {
  allSent, assert, countedReviews, goOn, inBrowser, lookAtNewWords, PHONE, screen, shownItem, signUp, startFirstLesson,
} from './support.mjs';

await inBrowser(PHONE, async (page) => {
  await page.addInitScript(() => {
    const { persist } = navigator.storage;
    navigator.storage.persist = () => {
      document.documentElement.dataset.persists = 'true';
      return persist.call(navigator.storage);
    };
  });
  await signUp(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.persists), 'true', 'the browser is asked to keep the data');
  await startFirstLesson(page);
  const missed = new Set();
  for (let count = 0; count < 3; count += 1) {
    const { exercise, word } = await shownItem(page);
    const choices = exercise.choices ?? exercise.words;
    await page.locator('.choices button').nth(choices.findIndex(({ id }) => id !== word.id)).click();
    await page.locator('.feedback.wrong').waitFor();
    missed.add(word.id);
    await goOn(page);
    await lookAtNewWords(page);
  }
  await page.locator('.bar .icon-button').click();
  await allSent(page);

  await page.goto(screen('/progress'));
  // The label has the form of its number.
  await page.locator('.numbers').getByText('day in a row', { exact: true }).waitFor();
  // A year of days; today is one of them.
  await page.locator('.heat').waitFor();
  assert.ok(await page.locator('.heat rect').count() >= 365);
  assert.equal(await page.locator('.heat .level1').count(), 1);
  // The days can be read without pointing at their squares.
  await page.locator('summary').click();
  await page.locator('details').getByText(/: 3 answers$/).waitFor();
  const practise = page.getByRole('link', { name: 'Practise the mistakes' });
  await practise.waitFor();
  assert.equal(await page.locator('.words li').count(), missed.size);
  await practise.click();
  for (let count = 0; count < missed.size; count += 1) {
    const sent = page.waitForResponse((response) => response.request().postData()?.includes('mutation SubmitPractice'));
    await page.locator('.choices button').first().click();
    const { data } = await (await sent).json();
    assert.deepEqual(data.submitPractice.errors, []);
    await page.locator('.feedback > .primary').click();
    await page.locator('.feedback').waitFor({ state: 'detached' });
  }
  await page.getByRole('heading', { name: 'Well done!' }).waitFor();
  assert.equal(await countedReviews(page), 3);
});
