// The workload of other settings, the learner's own data, the account log, a new password, and the deletion of the account, which
// a login revokes.
import { readFileSync } from 'node:fs';
import {
  advance, ask, assert, fillInLogIn, focused, inBrowser, onAnotherPhone, onDevice, PASSWORD, PHONE, screen, signUp, startFirstLesson, until,
} from './support.mjs';

const NEW_PASSWORD = 'aspandagy appaq bult';

/** Moves the clock, so that the log entries have an order. */
const aMinuteLater = (page) => advance(page, 1 / 60);

await inBrowser(PHONE, async (page, context) => {
  await page.clock.install();
  await signUp(page);
  await startFirstLesson(page);
  const { email } = (await ask(page, '{ viewer { account { email } } }')).viewer.account;
  await ask(page, 'mutation { updateSettings(input: { newCardsPerDay: 7 }) { errors { code } } }');
  await page.goto(screen('/settings'));

  await page.locator('summary').getByText('How much work is it?').click();
  const line = page.locator('.plot .line2');
  await line.waitFor();
  assert.match(await line.getAttribute('d'), /^M0 .*L300 /);
  const before = await line.getAttribute('d');
  // Without another number, it is for the learner's own.
  assert.equal(await page.getByLabel('New cards per day', { exact: true }).getAttribute('placeholder'), '7');
  await page.getByLabel('New cards per day', { exact: true }).fill('3');
  await page.getByLabel('New cards per day', { exact: true }).press('Tab');
  await page.waitForFunction((last) => ![null, undefined, last].includes(document.querySelector('.plot .line2')?.getAttribute('d')), before);

  // The numbers at the axes are those of the lines, and a table has them for those who do not see the lines.
  const heights = (await page.locator('.chart .minutes span').allInnerTexts()).map(Number);
  assert.ok(heights.length >= 2 && heights.length <= 5, `${heights}`);
  heights.forEach((minutes, at) => assert.equal(minutes, at * heights[1]));
  assert.deepEqual(await page.locator('.chart .weeks span').allInnerTexts(), ['1', '4', '7', '10', '13']);
  await page.locator('summary').getByText('As a table').click();
  const weeks = page.locator('figure tbody tr');
  assert.equal(await weeks.count(), 13);
  assert.deepEqual(await page.locator('figure thead th').allInnerTexts(), ['Week', '80%', '85%', '90%', '95%']);
  const inLastWeek = (await weeks.last().locator('td').allInnerTexts()).map(Number);
  const height = Number(/L300 (\S+)$/.exec(await line.getAttribute('d'))[1]);
  const drawn = (1 - height / 120) * heights.at(-1);
  assert.ok(Math.abs(drawn - inLastWeek[2]) <= 0.51, `${drawn} minutes are drawn, ${inLastWeek} are in the table`);

  await page.locator('[name=retention]').nth(1).check();
  await page.getByRole('button', { name: 'Use this setting' }).click();
  await until(async () =>
    (await ask(page, '{ viewer { preset { desiredRetention } } }')).viewer.preset.desiredRetention === 0.85);

  // The languages of meanings are those of the course.
  assert.ok(await page.locator('[name=gloss] option').count() >= 10);

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

  // An owner who does not recognize an entry of the log changes the password, which logs out all other devices.
  const other = await onAnotherPhone(context);
  await other.goto(screen('/log-in'));
  await fillInLogIn(other, email, PASSWORD);
  await other.locator('.goal').waitFor();
  await page.getByRole('link', { name: 'Account log' }).click();
  const latest = page.locator('main li').first();
  await latest.filter({ hasText: 'The data of the account was downloaded' }).waitFor();
  assert.match(await latest.innerText(), /with your login, \w+ \d+, \d{4}/);
  await aMinuteLater(page);
  const change = opened('Change the password');
  await change.locator('summary').click();
  await change.locator('[name=currentPassword]').fill('jangylys qupiya');
  await change.locator('[name=newPassword]').fill(NEW_PASSWORD);
  await change.locator('button').click();
  await change.locator('.field').filter({ has: page.locator('[name=currentPassword]') }).locator('.error').waitFor();
  await change.locator('[name=currentPassword]').fill(PASSWORD);
  await change.locator('button').click();
  await page.locator('main li').filter({ hasText: 'The password was changed' }).waitFor();
  assert.equal(await page.locator('main li').count(), 2);
  await aMinuteLater(page);
  // A page has twenty entries.
  const statuses = await page.evaluate(async () => {
    const { token } = JSON.parse(localStorage.session);
    const found = [];
    while (found.length < 20) {
      const response = await fetch('/me/reviews.csv', { headers: { authorization: `Bearer ${token}` } });
      await response.text();
      found.push(response.status);
    }
    return found;
  });
  assert.deepEqual([...new Set(statuses)], [200]);
  await page.reload();
  await latest.filter({ hasText: 'The data of the account was downloaded' }).waitFor();
  assert.equal(await page.locator('main li').count(), 20);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.locator('main li').filter({ hasText: 'The password was changed' }).waitFor();
  assert.equal(await page.locator('main li').count(), 22, 'the later entries stay');
  assert.match(await focused(page), /The password was changed/, 'the earlier entries have the focus');
  await other.goto(screen('/settings'));
  await other.getByRole('heading', { name: 'Log in' }).waitFor();
  await page.goto(screen('/settings'));

  const end = opened('Delete the account');
  await end.locator('summary').click();
  await end.locator('[name=password]').fill(NEW_PASSWORD);
  await end.locator('button').click();
  await page.getByRole('alertdialog').getByText('If you log in before then, it stays.').waitFor();
  // Nothing of the account is left on the device, even if nobody goes on from here.
  assert.equal(await page.evaluate(() => localStorage.getItem('session')), null);
  assert.ok(!(await page.evaluate(() => Object.keys(localStorage))).some((key) => key.startsWith('device ')), 'the device is forgotten');
  for (const store of ['outbox', 'refused', 'values']) assert.deepEqual(await onDevice(page, store), [], store);
  await page.reload();
  await page.getByRole('alertdialog').getByRole('link', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();

  await aMinuteLater(page);
  await fillInLogIn(page, email, NEW_PASSWORD);
  await page.locator('.goal').waitFor();
  await page.goto(screen('/account-log'));
  await latest.filter({ hasText: 'The deletion of the account was called off' }).waitFor();
  const { viewer } = await ask(page, '{ viewer { account { email } } }');
  assert.equal(viewer.account.email, email);
});
