// What a member shares with a club's leaders: each tap on a box counts, however fast the taps follow one another, and each box
// shows what is shared. Assignments are shown until they are done.
import {
  advanceService, allSent, answer, ask, assert, focused, foundClub, inBrowser, logInAsLeader, onAnotherPhone, PHONE, screen, signUp,
  startFirstLesson,
} from './support.mjs';

const BOXES = 'main fieldset input[type=checkbox]:not([name])';

const shared = async (page) => {
  const { viewer } = await ask(page, '{ viewer { clubMemberships(first: 1) { edges { node { shares } } } } }');
  return viewer.clubMemberships.edges[0].node.shares.sort();
};

/** Taps a box, and a second one before the first is saved. Returns whether that was possible. */
const tapTwo = (page) => page.evaluate(async (selector) => {
  const [first, second] = document.querySelectorAll(selector);
  first.click();
  await new Promise((resolve) => setTimeout(resolve));
  const before = second.checked;
  second.click();
  return second.checked !== before;
}, BOXES);

await inBrowser(PHONE, async (page, context) => {
  const leader = await onAnotherPhone(context);
  await logInAsLeader(leader);
  const { code: inviteCode, club } = await foundClub(leader, 'Шаңырақ');
  await signUp(page);
  const join = 'mutation($input: JoinClubInput!) { joinClub(input: $input) { errors { code } } }';
  await ask(page, join, { input: { inviteCode, shares: ['ACTIVITY', 'RESULTS', 'ANSWERS'] } });

  const boxes = page.locator(BOXES);
  const isSaved = () => page.locator('fieldset[aria-disabled=false]:has(input[type=checkbox]:not([name]))').waitFor();
  for (const path of ['/settings', club]) {
    await page.goto(screen(path));
    await boxes.nth(2).waitFor();
    assert.equal(await tapTwo(page), false, path);
    await isSaved();
    assert.deepEqual(await shared(page), ['ANSWERS', 'RESULTS'], path);
    await boxes.nth(1).click();
    await isSaved();
    assert.deepEqual(await shared(page), ['ANSWERS'], path);
    assert.deepEqual(await Promise.all([0, 1, 2].map((place) => boxes.nth(place).isChecked())), [false, false, true]);

    // A box whose change was not saved shows the stored value.
    await context.setOffline(true);
    await boxes.nth(2).click();
    await page.locator('main .error').getByText('The service cannot be reached').waitFor();
    assert.equal(await boxes.nth(2).isChecked(), true);
    await context.setOffline(false);

    for (const place of [0, 1]) {
      await boxes.nth(place).click();
      await isSaved();
    }
    assert.deepEqual(await shared(page), ['ACTIVITY', 'ANSWERS', 'RESULTS'], path);
  }

  // The whole access log can be read: the latest fifty entries at first, then the earlier ones. The focus moves to these.
  const look = `query($id: ID!) { club(by: {id: $id}) { insight { roster(first: 1) { edges { cursor } } } } }`;
  for (let count = 0; count < 52; count += 1) {
    // Within five minutes, a second access of the same kind is no other entry.
    await advanceService(0.1);
    await ask(leader, look, { id: club.split('/').at(-1) });
  }
  const entries = page.locator('main li', { hasText: 'list of members' });
  for (const path of [club, '/settings']) {
    await page.goto(screen(path));
    if (path === '/settings') await page.locator('summary', { hasText: 'Who has seen my data' }).click();
    await entries.first().waitFor();
    assert.equal(await entries.count(), 50, path);
    await page.getByRole('button', { name: 'Show more' }).click();
    await entries.nth(51).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Show more' }).count(), 0);
    assert.match(await focused(page), /list of members/);
  }

  // Five assignments that are done do not hide the sixth.
  await page.goto(screen('/'));
  await startFirstLesson(page);
  await answer(page);
  await page.locator('.bar .icon-button').click();
  await allSent(page);
  const { viewer, course } = await ask(page, `{
    viewer { reviews(first: 1) { edges { node { card { word { id } } } } } }
    course(by: {slug: "kunine-bes-soz"}) { lessons { id } }
  }`);
  const assign = (what, days) => ask(leader, 'mutation($input: CreateAssignmentInput!) { createAssignment(input: $input) { errors { code } } }', {
    input: { clubId: club.split('/').at(-1), until: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10), ...what },
  });
  for (let count = 0; count < 5; count += 1) await assign({ wordIds: [viewer.reviews.edges[0].node.card.word.id] }, 1);
  await assign({ lessonIds: [course.lessons[1].id], note: 'Кейінірек' }, 3);
  await page.goto(screen('/'));
  await page.getByText('Кейінірек').waitFor();
  assert.equal(await page.locator('section > a progress').count(), 1);
});
