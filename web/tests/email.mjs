// Confirming and changing the e-mail address, and a forgotten password, by links in messages.
import { assert, fillInLogIn, inBrowser, linkTo, PASSWORD, PHONE, screen, signUp } from './support.mjs';

const NEW_PASSWORD = 'jazda jangbyr jaudy';

await inBrowser(PHONE, async (page) => {
  const shows = (text) => page.getByText(text).waitFor();
  /** Submits the form, and waits for a text in a region that was there before, so that screen readers announce it. */
  const announces = async (text) => {
    const region = await page.locator('main > [role=status]').elementHandle();
    await page.locator('form .primary').click();
    await shows(text);
    assert.match(await region.textContent(), new RegExp(text));
  };
  await signUp(page);
  await page.goto(screen('/settings'));
  await shows('The address is not confirmed yet');

  await page.goto(screen(await linkTo('verify')));
  await announces('learner1@example.kz is confirmed.');

  await page.goto(screen('/settings'));
  await shows('The address is confirmed');
  await page.locator('summary').getByText('Change the e-mail address').click();
  await page.locator('[name=newEmail]').fill('aigul@example.org');
  const change = page.locator('details', { has: page.locator('[name=newEmail]') });
  await change.locator('[name=password]').fill('jangylys qupiya');
  await change.locator('form button').click();
  await shows('The e-mail address, the user name or the password is wrong.');
  await change.locator('[name=password]').fill(PASSWORD);
  await change.locator('form button').click();
  await shows('A link was sent to aigul@example.org.');
  await page.goto(screen(await linkTo('change')));
  await announces('From now on, log in with aigul@example.org.');

  // This pretends to be another device.
  await page.evaluate(() => localStorage.removeItem('session'));
  await page.goto(screen('/log-in'));
  await page.getByText('Forgot your password?').click();
  await page.locator('[name=email]').fill('aigul@example.org');
  await page.locator('form .primary').click();
  await shows('If there is an account with this address');
  const link = await linkTo('reset');
  await page.goto(screen(link));
  await page.locator('[name=newPassword]').fill('qysqa');
  await page.locator('form .primary').click();
  await shows('Choose a password of at least 8 characters.');
  await page.locator('[name=newPassword]').fill(NEW_PASSWORD);
  await announces('The password of aigul@example.org has been changed.');
  await page.locator('.card .primary').click();
  await fillInLogIn(page, 'aigul@example.org', NEW_PASSWORD);
  await page.locator('.goal').waitFor();

  await page.goto(screen(link));
  await page.locator('[name=newPassword]').fill(NEW_PASSWORD);
  await page.locator('form .primary').click();
  await shows('This link does not work any more');
});
