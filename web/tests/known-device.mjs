// Somebody elsewhere guesses the password. A device on which the learner has logged in before can still log in at once, even with
// a new password; a new device has to wait.
import { assert, fillInLogIn, inBrowser, onAnotherPhone, PASSWORD, PHONE, screen, signUp } from './support.mjs';

const EMAIL = 'learner1@example.kz';
const NEW_PASSWORD = 'көлге қонған аққулар';
const LOG_IN = 'mutation($input: LogInInput!) { logIn(input: $input) { errors { code } } }';

/** Tries to log in elsewhere. Returns the code of the error. */
async function tryElsewhere(password) {
  const response = await fetch(new URL('/graphql', screen('/')), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: LOG_IN, variables: { input: { email: EMAIL, password } } }),
  });
  return (await response.json()).data.logIn.errors[0]?.code;
}

/** Guesses on another device until that device has to wait even with the right password. */
async function guess(right) {
  for (let count = 0; await tryElsewhere('болжам') !== 'TOO_MANY_ATTEMPTS'; count += 1) assert.ok(count < 100);
  assert.equal(await tryElsewhere(right), 'TOO_MANY_ATTEMPTS');
}

async function logOut(page) {
  await page.goto(screen('/settings'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
}

await inBrowser(PHONE, async (page, context) => {
  await signUp(page);
  await logOut(page);
  // Whoever uses the device next does not see who has used it.
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.match(kept, /"device /);
  assert.doesNotMatch(kept, /learner1|Айгүл/);
  await guess(PASSWORD);
  await fillInLogIn(page, 'LEARNER1@example.kz ', PASSWORD);
  await page.locator('.goal').waitFor();

  // A new password makes the other devices of the account unknown, but not this one.
  await page.goto(screen('/settings'));
  await page.locator('summary', { hasText: 'Change the password' }).click();
  await page.locator('[name=currentPassword]').fill(PASSWORD);
  await page.locator('[name=newPassword]').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await logOut(page);
  await guess(NEW_PASSWORD);
  const other = await onAnotherPhone(context);
  await other.goto(screen('/log-in'));
  await fillInLogIn(other, EMAIL, NEW_PASSWORD);
  await other.locator('form .error').waitFor();
  await fillInLogIn(page, EMAIL, NEW_PASSWORD);
  await page.locator('.goal').waitFor();
});
