// Two tabs of one browser share the login. A response that arrives late is not stored for the next account.
import { assert, fillInSignUp, holdPack, inBrowser, inTime, onDevice, PHONE, screen, signUp } from './support.mjs';

const session = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('session')));

async function logOut(page) {
  await page.goto(screen('/settings'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
}

async function signUpAnew(page, name) {
  await page.getByRole('link', { name: 'Sign up' }).click();
  await fillInSignUp(page, name);
  await page.locator('.goal').waitFor();
}

await inBrowser(PHONE, async (page, context) => {
  await signUp(page, 'Айгүл');
  const other = await context.newPage();
  await other.goto(screen('/settings'));
  await other.getByText('Айгүл').waitFor();
  // An edit that another account has not saved waits on the device until that account logs in.
  await page.evaluate(() => new Promise((resolve) => {
    indexedDB.open('dostyq').onsuccess = ({ target }) => {
      const running = target.result.transaction('values', 'readwrite');
      running.objectStore('values').put({ name: 'Дос' }, 'edit ANOTHER record');
      running.oncomplete = resolve;
    };
  }));
  await logOut(page);
  const left = await onDevice(page, 'values');
  assert.ok(left.some((each) => each?.name === 'Дос'));
  assert.ok(!left.some((each) => each?.pack || each?.viewer), 'nothing else is left');
  await other.getByRole('heading', { name: 'Log in' }).waitFor();
  await signUpAnew(page, 'Берік');
  await other.getByText('Берік').waitFor();
  assert.equal(await other.getByText('Айгүл').count(), 0);

  // A tab that has not noticed the new login ends only its own session.
  const deaf = await context.newPage();
  await deaf.addInitScript(() => addEventListener('storage', (event) => event.stopImmediatePropagation(), true));
  await deaf.goto(screen('/settings'));
  await deaf.getByText('Берік').waitFor();
  await logOut(page);
  await signUpAnew(page, 'Гүлнар');
  const newest = await session(page);
  assert.equal(newest.displayName, 'Гүлнар');
  await deaf.getByRole('link', { name: 'Progress' }).click();
  await deaf.getByRole('heading', { name: 'Log in' }).waitFor();
  assert.deepEqual(await session(deaf), newest);
  await page.reload();
  await page.locator('.goal').waitFor();
  assert.deepEqual(await session(page), newest);

  // A pack that arrives after its account has logged out is not stored.
  const { isMade, bring } = holdPack(page);
  await page.locator('.goal .primary').click();
  await inTime(isMade);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await signUpAnew(page, 'Дәулет');
  const arrived = page.waitForResponse((response) => response.request().postData()?.includes('query OfflinePack'));
  bring();
  await (await arrived).finished();
  await page.waitForTimeout(300);
  const packs = (await onDevice(page, 'values')).filter((each) => each?.pack);
  assert.deepEqual(packs.map(({ accountId }) => accountId), [(await session(page)).accountId]);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
