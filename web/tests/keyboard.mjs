// Everything can be done with the keyboard alone.
import { allSent, ask, assert, assertDescribed, countedReviews, inBrowser, inTime, DESK, PASSWORD, screen } from './support.mjs';

await inBrowser(DESK, async (page) => {
  await page.goto(screen('/'));
  const keyboard = page.keyboard;
  await page.locator('form').waitFor();

  /** Presses Tab until something matches. */
  const tabTo = async (selector) => {
    for (let count = 0; count < 60; count += 1) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
      await keyboard.press('Tab');
    }
    assert.fail(`Tab does not lead to ${selector}`);
  };

  await tabTo('[name=displayName]');
  await keyboard.type('Aigul');
  await tabTo('[name=email]');
  await keyboard.type('keys@example.kz');
  await tabTo('[name=password]');
  await keyboard.type('123');
  await keyboard.press('Enter');
  // The field that was refused has the focus, and is described by its error.
  await page.waitForFunction(() => document.activeElement?.matches('[name=password][aria-invalid=true]'));
  await assertDescribed(page, '.field .error');
  await keyboard.press('Control+A');
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await page.locator('.goal').waitFor();
  await tabTo('.goal .primary');
  await keyboard.press('Enter');

  for (let count = 0; count < 12; count += 1) {
    for (;;) {
      await page.locator('.introduction, .exercise').first().waitFor();
      if (!(await page.locator('.introduction').count())) break;
      // The button that goes on has the focus, and is described by the word.
      await assertDescribed(page, '.introduction .prompt [lang], .introduction .meaning');
      const word = await page.locator('.introduction .prompt').innerText();
      await keyboard.press('Enter');
      await page.waitForFunction((last) => document.querySelector('.introduction .prompt')?.innerText !== last, word);
    }
    if (await page.locator('.choices').count()) {
      await keyboard.press('1');
    } else if (await page.locator('.typed input').count()) {
      // The field has the focus already. A letter is inserted at the cursor, and the field keeps the focus.
      await keyboard.type('салем');
      for (let back = 0; back < 4; back += 1) await keyboard.press('ArrowLeft');
      await keyboard.press('Shift+ArrowRight');
      if (await page.locator('.typed .letters').count()) {
        await page.locator('.typed .letters button').first().focus();
        await keyboard.press('Enter');
        assert.ok(await page.evaluate(() => document.activeElement?.matches('.typed input')));
        assert.equal(await page.locator('.typed input').inputValue(), 'сәлем'.replace('ә', await page.locator('.letters button').first().innerText()));
      }
      await keyboard.press('Enter');
    } else {
      // After each piece, the next one has the focus; after the last one, the button that checks.
      const pieces = await page.locator('.pieces button').count();
      await tabTo('.pieces button:enabled');
      for (let piece = 0; piece < pieces; piece += 1) {
        assert.ok(await page.evaluate(() => document.activeElement?.matches('.pieces button:enabled')));
        await keyboard.press('Enter');
        await page.waitForFunction((count) => document.querySelectorAll('.line button').length === count, piece + 1);
      }
      assert.ok(await page.evaluate(() => document.activeElement?.matches('.order .primary')));
      await keyboard.press('Enter');
    }
    await page.locator('.feedback').waitFor();
    // The button that goes on has the focus, and is described by the verdict.
    await assertDescribed(page, '.feedback .verdict, .feedback [role=status] b');
    assert.ok(await page.evaluate(() => document.activeElement?.matches('.feedback > .primary')));
    await keyboard.press('Enter');
    await page.locator('.feedback').waitFor({ state: 'detached' });
  }
  await tabTo('.bar .icon-button');
  await keyboard.press('Enter');
  await page.locator('.goal').waitFor();
  await allSent(page);
  assert.equal(await countedReviews(page), 12);

  // A button keeps the focus while it sends, and sends once.
  let requests = 0;
  let letThrough;
  const isOnItsWay = new Promise((resolve) => {
    void page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('mutation StartLesson(')) return route.continue();
      requests += 1;
      resolve();
      await new Promise((arrive) => { letThrough = arrive; });
      return route.continue();
    });
  });
  const { course } = await ask(page, '{ course(by: {slug: "kunine-bes-soz"}) { lessons { id } } }');
  await page.goto(screen(`/lessons/${course.lessons[4].id}`));
  await page.locator('main .primary').waitFor();
  await tabTo('main .primary');
  await keyboard.press('Enter');
  await inTime(isOnItsWay);
  await keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.activeElement?.matches('main .primary[aria-disabled=true]')));
  letThrough();
  await page.locator('.introduction, .exercise').first().waitFor();
  assert.equal(requests, 1);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
