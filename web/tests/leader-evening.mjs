// A leader founds a club, a pupil joins it by the link and does what the leader assigns, and the leader sees it.
import { readFileSync } from 'node:fs';
import {
  allSent, answer, assert, countedReviews, DESK, foundClub, goOn, inBrowser, lookAtNewWords, logInAsLeader, onAnotherPhone,
  screen, signUp,
} from './support.mjs';

await inBrowser(DESK, async (page, context) => {
  await logInAsLeader(page);
  await page.locator('.clubs').click();
  await page.getByText('You are not in a club yet.').waitFor();
  const { code, club } = await foundClub(page, 'Шаңырақ');

  // A list of people: it is checked first, and an error is shown at its line.
  const before = await page.locator('.invitation').count();
  await page.getByText('Invite a list of people').click();
  await page.getByLabel('Names').fill(`Асан Үсенов\n${'ұзын '.repeat(40)}`);
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.locator('details li .error').waitFor();
  assert.equal(await page.locator('details li .error').count(), 1);
  assert.equal(await page.getByRole('button', { name: /^Make \d/ }).count(), 0);
  assert.equal(await page.locator('.invitation').count(), before);
  await page.getByLabel('Names').fill('Асан Үсенов\n"Болат, кіші"');
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.getByRole('button', { name: 'Make 2 codes' }).click();
  await page.locator('details li .code').nth(1).waitFor();
  await page.waitForFunction((count) => document.querySelectorAll('.invitation').length === count, before + 2);
  await page.getByRole('button', { name: `Revoke the code: ${await page.locator('details li .code').nth(1).innerText()}` }).click();
  await page.waitForFunction((count) => document.querySelectorAll('.invitation').length === count, before + 1);

  // A pupil joins on another device.
  const pupil = await onAnotherPhone(context);
  await signUp(pupil);
  await pupil.goto(screen(`/join/${code}`));
  await pupil.locator('form .primary').click();
  await pupil.getByText('You have joined the club “Шаңырақ”').waitFor();

  // The leader assigns the first lesson.
  await page.goto(screen(`${club}/assignments`));
  await page.getByText('No assignments yet.').waitFor();
  await page.getByRole('link', { name: 'Assign' }).click();
  await page.locator('.list .check').first().click();
  const lesson = await page.locator('.list .check').first().innerText();
  await page.getByLabel('Note for the members').fill('Ертеңге');
  await page.locator('form .primary').click();
  await page.getByText('0 of 1 members are done').waitFor();
  await page.locator('.assignment').getByText('Айгүл').waitFor();

  // The pupil sees it, and does some of it.
  await pupil.goto(screen('/'));
  await pupil.getByText('Ертеңге').waitFor();
  await pupil.locator('.goal .primary').click();
  await lookAtNewWords(pupil);
  for (let count = 0; count < 8; count += 1) {
    await answer(pupil);
    await goOn(pupil);
  }
  await pupil.locator('.bar .icon-button').click();
  await allSent(pupil);
  assert.equal(await countedReviews(pupil), 8);

  // The leader sees who has done what.
  await page.goto(screen(`${club}/insight`));
  await page.locator('.roster').getByText('8 answers').waitFor();
  await page.getByText('At least three members have to share this; so far, 1 do.').first().waitFor();
  await page.goto(screen(`${club}/lessons`));
  await page.getByRole('rowheader', { name: lesson }).waitFor();
  await page.getByRole('columnheader', { name: 'Айгүл' }).waitFor();
  await page.goto(screen(club));
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Results, a table (CSV)' }).click();
  assert.match(readFileSync(await (await downloading).path(), 'utf8'), /Айгүл/);

  // The pupil sees that the leader has looked, and leaves.
  await pupil.goto(screen(club));
  await pupil.getByText('download of a file').first().waitFor();
  await pupil.getByText('list of members').first().waitFor();
  await pupil.getByRole('button', { name: 'Leave the club' }).click();
  await pupil.getByRole('button', { name: 'Leave', exact: true }).click();
  await pupil.getByText('You are not in a club yet.').waitFor();
  await page.goto(screen(`${club}/insight`));
  await page.getByText('No members yet. Invite some first.').waitFor();

  // The assignment can be taken back.
  await page.goto(screen(`${club}/assignments`));
  await page.getByRole('button', { name: /^Withdraw the assignment/ }).click();
  await page.getByText('withdrawn').waitFor();
});
