// A pupil without an e-mail address joins a club by its link, forgets the password, and gets in with the leader's code.
// Then the club is over.
import { assert, DESK, foundClub, inBrowser, logInAsLeader, PASSWORD, PHONE, screen } from './support.mjs';

await inBrowser(DESK, async (page, context) => {
  await logInAsLeader(page);
  const code = await foundClub(page, 'Достар');
  const club = new URL(page.url()).pathname.replace('/app', '');

  const phone = await context.browser().newContext({ locale: 'en-GB', ...PHONE });
  const pupil = await phone.newPage();
  pupil.setDefaultTimeout(20_000);
  await pupil.goto(screen(`/join/${code}`));
  await pupil.getByRole('link', { name: 'Join without an e-mail address' }).click();
  await pupil.locator('[name=displayName]').fill('Айгүл');
  await pupil.locator('[name=username]').fill('айгүл');
  await pupil.locator('[name=password]').fill(PASSWORD);
  await pupil.locator('form .primary').click();
  await pupil.getByText('Choose a user name of 4 to 30 Latin letters').waitFor();
  await pupil.locator('[name=username]').fill('');
  await pupil.locator('form .primary').click();
  await pupil.getByText('You have joined the club “Достар”').waitFor();
  const username = await pupil.locator('.card .code').innerText();
  assert.match(username, /^[a-z]+\d{4}$/);
  await pupil.getByRole('button', { name: 'Today' }).click();
  await pupil.locator('.goal').waitFor();

  // The leader finds the pupil, and makes a code.
  await page.goto(screen(`${club}/members`));
  await page.getByText('2 members').waitFor();
  await page.getByLabel('Find a member').fill('айгул');
  await page.getByText('1 member', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Make a login code: Айгүл' }).click();
  const loginCode = await page.locator('.roster .code').innerText();

  const other = await (await context.browser().newContext({ locale: 'en-GB', ...PHONE })).newPage();
  other.setDefaultTimeout(20_000);
  await other.goto(screen('/log-in'));
  await other.locator('[name=loginName]').fill(username);
  await other.locator('[name=password]').fill('көп жылдан кейін');
  await other.locator('form .primary').click();
  await other.locator('.error').first().waitFor();
  await other.getByRole('link', { name: 'Log in with a code' }).click();
  await other.locator('[name=username]').fill(username);
  await other.locator('[name=code]').fill(loginCode.toLowerCase());
  await other.locator('[name=newPassword]').fill('көп жылдан кейін келген');
  await other.locator('form .primary').click();
  await other.locator('.goal').waitFor();

  // A first address can be given later.
  await other.goto(screen('/settings'));
  await other.getByText(username).waitFor();
  await other.locator('summary').getByText('Add an e-mail address').click();
  await other.getByText('instead of the user name').waitFor();

  // The club is over: first it is archived, then deleted.
  await page.goto(screen(club));
  await page.getByRole('button', { name: 'Archive the club' }).click();
  await page.getByRole('button', { name: 'Open the club again' }).waitFor();
  assert.equal(await page.locator('.invitation').count(), 0);
  await page.getByRole('button', { name: 'Delete the club' }).click();
  await page.locator('[name=password]').fill('таудан аққан бұлақ');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.waitForURL('**/app/clubs');
  await other.goto(screen('/clubs'));
  await other.getByText('You are not in a club yet.').waitFor();
});
