// How much work other settings would be, one's own data, and the end of the account, which logging in calls off.
import { readFileSync } from 'node:fs';
import { ask, assert, fillInLogIn, inBrowser, PASSWORD, PHONE, screen, signUp, startFirstLesson } from './support.mjs';

await inBrowser(PHONE, async (page) => {
  await signUp(page);
  await startFirstLesson(page);
  const { email } = (await ask(page, '{ viewer { account { email } } }')).viewer.account;
  await page.goto(screen('/settings'));

  await page.locator('summary').getByText('How much work is it?').click();
  const line = page.locator('.plot .line2');
  await line.waitFor();
  assert.match(await line.getAttribute('d'), /^M0 .*L300 /);
  const before = await line.getAttribute('d');
  await page.getByLabel('New cards per day', { exact: true }).fill('3');
  await page.getByLabel('New cards per day', { exact: true }).press('Tab');
  await page.waitForFunction((last) => ![null, undefined, last].includes(document.querySelector('.plot .line2')?.getAttribute('d')), before);
  await page.locator('[name=retention]').nth(1).check();
  await page.getByRole('button', { name: 'Use this share' }).click();
  while ((await ask(page, '{ viewer { scheduling { desiredRetention } } }')).viewer.scheduling.desiredRetention !== 0.85) {
    await page.waitForTimeout(50);
  }

  // The languages of meanings are those of the course.
  assert.ok(await page.locator('#gloss option').count() >= 10);

  const opened = (name) => page.locator('details').filter({ has: page.locator('summary').getByText(name) });
  const data = opened('Download my data');
  await data.locator('summary').click();
  await data.locator('[name=password]').fill('jangylys qupiya');
  await data.locator('button').click();
  await page.getByText('The e-mail address, the user name or the password is wrong.').waitFor();
  await data.locator('[name=password]').fill(PASSWORD);
  const downloading = page.waitForEvent('download');
  await data.locator('button').click();
  const file = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
  assert.equal(file.account.email, email);

  const end = opened('Delete the account');
  await end.locator('summary').click();
  await end.locator('[name=password]').fill(PASSWORD);
  await end.locator('button').click();
  await page.getByRole('alertdialog').getByText('If you log in before then, it stays.').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem('session')), null);

  await fillInLogIn(page, email, PASSWORD);
  await page.locator('.goal').waitFor();
  const { viewer } = await ask(page, '{ viewer { account { email } } }');
  assert.equal(viewer.account.email, email);
});
