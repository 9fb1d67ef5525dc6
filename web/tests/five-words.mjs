// Sign up, learn the first five words, log out.
import { allSent, answer, assert, countedReviews, goOn, inBrowser, PHONE, signUp, startFirstLesson } from './support.mjs';

await inBrowser(PHONE, async (page) => {
  await signUp(page);
  await startFirstLesson(page);
  for (let count = 0; count < 12; count += 1) {
    await answer(page);
    await goOn(page);
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `the screen scrolls sideways: ${width}`);
  await page.locator('.bar .icon-button').click();
  await page.getByText('5 of 5 new words').first().waitFor();
  await allSent(page);
  assert.equal(await countedReviews(page), 12);

  // An answer can be taken back: before it was sent and after it.
  await page.goto(page.url().replace(/\/app.*/, '/app/study'));
  await answer(page);
  await page.locator('.feedback .plain').first().click();
  await page.locator('.feedback').waitFor({ state: 'detached' });
  await page.locator('.bar .icon-button').click();
  await page.locator('.goal').waitFor();
  await allSent(page);
  assert.equal(await countedReviews(page), 12);

  await page.locator('.places a').last().click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  const left = await page.evaluate(() => localStorage.getItem('session'));
  assert.equal(left, null);
});
