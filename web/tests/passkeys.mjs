// A virtual device of the browser's developer tools creates a passkey, logs in without a password, and removes the passkey.
import { assert, fillInLogIn, inBrowser, PASSWORD, PHONE, screen, signUp } from './support.mjs';

async function logOut(page) {
  await page.goto(screen('/settings'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.locator('[name=loginName]').waitFor();
}

async function openPasskeys(page) {
  await page.goto(screen('/settings'));
  await page.getByRole('link', { name: 'Passkeys' }).press('Enter');
}

await inBrowser(PHONE, async (page, context) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const onTheDevice = async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  await signUp(page);

  await openPasskeys(page);
  const add = page.locator('form', { has: page.locator('[name=name]') });
  await add.locator('[name=name]').fill('My phone');
  await add.locator('[name=password]').fill('a wrong guess');
  await add.locator('.primary').click();
  await add.locator('p.error').waitFor();
  assert.deepEqual(await onTheDevice(), []);
  await add.locator('[name=password]').fill(PASSWORD);
  await add.locator('.primary').click();
  await page.locator('li.code').first().waitFor();
  assert.equal(new Set(await page.locator('li.code').allInnerTexts()).size, 10);
  await page.getByRole('button', { name: 'I have saved them' }).click();
  await page.getByRole('heading', { name: 'My phone' }).waitFor();
  await page.getByText('Not used yet').waitFor();
  const [credential] = await onTheDevice();
  assert.equal(credential.rpId, 'localhost');
  assert.equal(credential.isResidentCredential, true);

  await add.locator('[name=name]').fill('My phone again');
  await add.locator('[name=password]').fill(PASSWORD);
  await add.locator('.primary').click();
  await page.getByText('This device already has a passkey').waitFor();

  await logOut(page);
  await fillInLogIn(page, 'learner1@example.kz', PASSWORD);
  await page.locator('[name=secondFactor]').waitFor();
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await page.locator('.goal').waitFor();
  assert.ok((await onTheDevice())[0].signCount > 0);

  await openPasskeys(page);
  await page.getByText('Last used').waitFor();
  const card = page.locator('section', { hasText: 'My phone' });
  await card.locator('summary').click();
  await card.locator('[name=password]').fill(PASSWORD);
  await card.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('heading', { name: 'My phone' }).waitFor({ state: 'detached' });

  await logOut(page);
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await page.getByText('This passkey was not accepted').waitFor();
  await fillInLogIn(page, 'learner1@example.kz', PASSWORD);
  await page.locator('.goal').waitFor();
});
