// Two-step login is set up with an app, needed at the next login, and turned off with a recovery code.
import { ask, assert, codeOf, inBrowser, PASSWORD, PHONE, screen, signUp } from './support.mjs';
import { encode } from '../vendor/uqr/dist/index.mjs';

await inBrowser(PHONE, async (page) => {
  await signUp(page);
  const { viewer: { account } } = await ask(page, '{ viewer { account { email createdAt } } }');
  // The service's clock stands still.
  const now = Date.parse(account.createdAt);

  await page.goto(screen('/settings'));
  // With the keyboard, since the data of the screen may move the link before a click.
  await page.getByRole('link', { name: 'Two-step login' }).press('Enter');
  await page.locator('[name=password]').fill('a wrong guess');
  await page.locator('form .primary').click();
  await page.locator('form p.error').waitFor();
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('form .primary').click();
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
  assert.match(secret, /^[A-Z2-7]{32}$/);
  const uri = await page.locator('form a.button').getAttribute('href');
  assert.match(uri, new RegExp(`^otpauth://totp/.*secret=${secret}`));
  const shown = page.locator('.qr-code path');
  await shown.waitFor();
  const dark = [...(await shown.getAttribute('d')).matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`);
  const { data } = encode(uri, { boostEcc: true, border: 0 });
  const expected = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x} ${y}`] : [])));
  assert.deepEqual(dark, expected, 'the QR code is of the address');
  await page.locator('[name=code]').fill(codeOf(secret, now));
  await page.locator('form .primary').click();
  await page.locator('li.code').first().waitFor();
  const codes = await page.locator('li.code').allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  await page.getByRole('button', { name: 'I have saved them' }).click();
  await page.getByText('10 recovery codes are left').waitFor();

  await page.goto(screen('/settings'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.locator('[name=loginName]').fill(account.email);
  await page.locator('[name=password]').fill(PASSWORD);
  assert.equal(await page.locator('[name=secondFactor]').count(), 0);
  await page.locator('form .primary').click();
  const asked = page.locator('[name=secondFactor]');
  await asked.waitFor();
  assert.ok(await asked.evaluate((input) => input === document.activeElement), 'the code can be typed at once');
  await asked.fill(codeOf(secret, now));
  await page.locator('form .primary').click();
  await page.getByText('was used before').waitFor();
  await asked.fill(codeOf(secret, now + 30_000));
  await page.locator('form .primary').click();
  await page.locator('.goal').waitFor();

  await page.goto(screen('/second-factor'));
  const turnOff = page.locator('form', { hasText: 'your password alone is enough' });
  await turnOff.locator('[name=password]').fill(PASSWORD);
  await turnOff.locator('[name=code]').fill(codes[0]);
  await turnOff.getByRole('button').click();
  await page.getByRole('button', { name: 'Set up the authenticator app' }).waitFor();
  assert.equal((await ask(page, '{ viewer { account { hasSecondFactor } } }')).viewer.account.hasSecondFactor, false);
});
