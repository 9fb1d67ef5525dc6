// What is studied follows the language of the app, as soon as there is a connection.
import { assert, inBrowser, onDevice, PHONE, screen, signUp, until } from './support.mjs';

await inBrowser(PHONE, async (page, context) => {
  await signUp(page);
  await page.locator('.goal .primary').click();
  const note = page.locator('.introduction .note');
  await note.getByText('Said to friends').waitFor();
  await page.goto(screen('/settings'));
  await page.getByRole('button', { name: 'Русский' }).click();
  const isRussian = async () => (await onDevice(page, 'values')).some((each) => each?.pack?.words[0].note.startsWith('Говорят друзьям'));
  await until(isRussian);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Қазақша' }).click();
  await page.locator('html[lang=kk]').waitFor();
  await page.goto(screen('/study'));
  // A screen reader reads it in the language that it is still in.
  await note.getByText('Говорят друзьям').waitFor();
  assert.equal(await note.getAttribute('lang'), 'ru');
  await context.setOffline(false);
  await page.goto(screen('/settings'));
  // Numbers are those of the language, which the browser may lack.
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query Today')) return route.continue();
    const response = await route.fetch();
    const json = await response.json();
    json.data.viewer.statistics.streaks = { current: { days: 1234 } };
    return route.fulfill({ response, json });
  });
  const isKazakh = async () => (await onDevice(page, 'values')).some((each) => each?.pack?.words[0].note.startsWith('Достар'));
  await until(isKazakh);
  await page.goto(screen('/'));
  await page.locator('.streak').getByText('Қатарынан 1 234 күн').waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
