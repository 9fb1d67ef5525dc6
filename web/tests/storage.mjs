// The disk is full, the browser closes the database, or the browser keeps nothing: the app still works, and says so. Double taps
// count once.
import { assert, inBrowser, onDevice, PHONE, signUp, startFirstLesson } from './support.mjs';

const REFUSAL = 'Your browser keeps nothing on this device';

await inBrowser(PHONE, async (page, context) => {
  await signUp(page);
  await context.setOffline(true);
  await page.locator('.goal .primary').click();
  await page.locator('.goal .error').getByText('The service cannot be reached').waitFor();
  await context.setOffline(false);
  await startFirstLesson(page);
  const choices = page.locator('.choices button');
  const feedback = page.locator('.feedback');

  await page.evaluate(() => {
    globalThis.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await choices.first().click();
  await page.getByText(REFUSAL).waitFor();
  assert.equal(await feedback.count(), 0);
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = globalThis.put;
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = () => {
      IDBDatabase.prototype.transaction = transaction;
      throw new DOMException('closed', 'InvalidStateError');
    };
  });
  await choices.first().click();
  // The field still has its text. The choices can be tapped again after this answer was refused as well.
  await page.locator('.choices button:disabled').first().waitFor({ state: 'detached' });
  await page.getByText(REFUSAL).waitFor();

  // The second choice is tapped while the first is being written to the disk.
  await page.evaluate(async () => {
    const [first, second] = document.querySelectorAll('.choices button');
    first.click();
    await new Promise((resolve) => setTimeout(resolve));
    second.click();
  });
  await feedback.waitFor();
  assert.equal(await page.getByText(REFUSAL).count(), 0);
  assert.equal(await choices.nth(0).getAttribute('aria-pressed'), 'true');
  assert.equal(await choices.nth(1).getAttribute('aria-pressed'), 'false');
  assert.equal((await onDevice(page, 'outbox')).length, 1);

  const done = () => page.locator('progress.session').evaluate((bar) => bar.value);
  assert.equal(await done(), 1);
  await page.getByRole('button', { name: 'Undo' }).evaluate((button) => {
    button.click();
    button.click();
  });
  await feedback.waitFor({ state: 'detached' });
  assert.equal(await done(), 0);
  assert.equal(await page.locator('main > .error').innerText(), '');
  assert.equal((await onDevice(page, 'outbox')).length, 0);

  // A browser that keeps nothing.
  const strict = await context.browser().newContext({ locale: 'en-GB', ...PHONE });
  const visitor = await strict.newPage();
  visitor.setDefaultTimeout(20_000);
  const problems = [];
  visitor.on('pageerror', (error) => problems.push(error.message));
  await visitor.addInitScript(() => {
    const refuse = () => { throw new DOMException('refused', 'SecurityError'); };
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse, configurable: true });
    IDBFactory.prototype.open = refuse;
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('refused', 'SecurityError'));
  });
  await signUp(visitor);
  await visitor.getByText(REFUSAL).waitFor();
  await visitor.getByRole('link', { name: 'Lessons' }).click();
  await visitor.locator('.map').first().waitFor();
  await visitor.getByRole('link', { name: 'Settings' }).click();
  await visitor.getByRole('button', { name: 'Қазақша' }).click();
  await visitor.locator('html[lang=kk]').waitFor();
  await visitor.getByRole('button', { name: 'English' }).click();
  await visitor.getByRole('button', { name: 'Log out' }).click();
  await visitor.getByRole('heading', { name: 'Log in' }).waitFor();
  assert.deepEqual(problems, []);
  await strict.close();
});
