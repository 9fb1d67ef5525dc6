// Nothing moves for users who prefer reduced motion, and little moves for others.
import { answer, assert, goOn, inBrowser, lookAtNewWords, PHONE, signUp } from './support.mjs';

/** The names of what is moving. */
const moving = (page) => page.evaluate(() =>
  document.getAnimations().map((each) => each.animationName ?? each.transitionProperty ?? 'script'));

/** What moves in the first minutes. */
async function seen(reducedMotion) {
  const names = new Set();
  await inBrowser({ ...PHONE, reducedMotion }, async (page) => {
    const look = async () => { for (const name of await moving(page)) names.add(name); };
    await signUp(page);
    await look();
    await page.locator('.goal .primary').click();
    await page.locator('.introduction').waitFor();
    await look();
    await lookAtNewWords(page);
    for (let count = 0; count < 2; count += 1) {
      await answer(page);
      await look();
      await goOn(page);
    }
  });
  return [...names];
}

assert.ok((await seen('no-preference')).includes('rise'));
assert.deepEqual(await seen('reduce'), []);
