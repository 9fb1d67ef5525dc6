// A pupil without an e-mail address joins a club by its link, forgets the password, and logs in with a code from the leader. Then
// the club ends.
import {
  assert, DESK, fillInLogIn, foundClub, inBrowser, logInAsLeader, onAnotherPhone, PASSWORD, screen, THEIR_PASSWORD,
} from './support.mjs';

await inBrowser(DESK, async (page, context) => {
  await logInAsLeader(page);
  const { code, club } = await foundClub(page, 'Достар');

  const pupil = await onAnotherPhone(context);
  // The pupil has read the code on a blackboard: the first screen leads to the field for it, which then shows the name of the
  // club.
  await pupil.goto(screen('/'));
  await pupil.getByRole('link', { name: 'Join a club' }).click();
  await pupil.getByRole('link', { name: 'Join without an e-mail address' }).click();
  await pupil.getByLabel('Invite code').fill(code.toLowerCase());
  await pupil.getByLabel('Invite code').blur();
  await pupil.getByRole('heading', { name: 'Достар' }).waitFor();
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

  // The leader finds the pupil, and creates a login code.
  await page.goto(screen(`${club}/members`));
  await page.getByText('2 members').waitFor();
  const count = await page.locator('main > p[role=status]').elementHandle();
  await page.getByLabel('Find a member').fill('айгул');
  await page.getByText('1 member', { exact: true }).waitFor();
  assert.equal(await count.textContent(), '1 member', 'screen readers announce a text that appears in a region that was there before');
  assert.ok(await page.evaluate(() => document.activeElement.matches('[type=search]')), 'the field keeps the focus');
  await page.getByRole('button', { name: 'Make a login code: Айгүл' }).click();
  const loginCode = await page.locator('.roster .code').innerText();

  // The pupil logs in with the code, and gets to the screen that they had opened.
  const other = await onAnotherPhone(context);
  await other.goto(screen('/progress'));
  await fillInLogIn(other, username, 'көп жылдан кейін');
  await other.locator('.error').first().waitFor();
  await other.getByRole('link', { name: 'Log in with a code' }).click();
  await other.locator('[name=username]').fill(username);
  await other.locator('[name=code]').fill(loginCode.toLowerCase());
  await other.locator('[name=newPassword]').fill('көп жылдан кейін келген');
  await other.locator('form .primary').click();
  await other.waitForURL('**/app/progress');
  await other.locator('.numbers').waitFor();

  // A first address can be given later.
  await other.goto(screen('/settings'));
  await other.getByText(username).waitFor();
  await other.locator('summary').getByText('Add an e-mail address').click();
  await other.getByText('instead of the user name').waitFor();

  // The club ends: it is archived first and deleted later.
  await page.goto(screen(club));
  await page.getByRole('button', { name: 'Archive the club' }).click();
  await page.getByRole('button', { name: 'Open the club again' }).waitFor();
  assert.equal(await page.locator('.invitation').count(), 0);
  const deletion = page.locator('details').filter({ has: page.locator('summary').getByText('Delete the club') });
  await deletion.locator('summary').click();
  await deletion.locator('[name=password]').fill(THEIR_PASSWORD);
  await deletion.getByRole('button', { name: 'Delete the club' }).click();
  await page.waitForURL('**/app/clubs');
  await other.goto(screen('/clubs'));
  await other.getByText('You are not in a club yet.').waitFor();
});
