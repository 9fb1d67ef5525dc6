// Nothing moves for users who prefer reduced motion, and little moves for others.
import { answer, assert, goOn, inBrowser, lookAtNewWords, PHONE, signUp } from './support.mjs';

/** The names of what is moving. */
const moving = (page) => page.evaluate(() =>
  document.getAnimations().map((each) => each.animationName ?? each.transitionProperty ?? 'script'));

/**
 * The parts of elements that the browser makes itself, and that may move. Neither `*` nor `getAnimations` finds them, so that the
 * rules are read that hold.
 */
const movingParts = (page) => page.evaluate(() => {
  const holding = (rules) => [...rules].flatMap((rule) => {
    if (rule instanceof CSSMediaRule) return matchMedia(rule.conditionText).matches ? holding(rule.cssRules) : [];
    return rule instanceof CSSStyleRule ? [rule] : [];
  });
  return [...document.styleSheets].flatMap((sheet) => holding(sheet.cssRules))
    .filter(({ style }) => ['transition-property', 'animation-name'].some((name) => !['', 'none'].includes(style.getPropertyValue(name))))
    .map(({ selectorText }) => selectorText)
    .filter((selector) => /::(?!before|after)/.test(selector));
});

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
    for (const part of await movingParts(page)) names.add(part);
  });
  return [...names];
}

const moves = await seen('no-preference');
for (const name of ['rise', 'progress::-webkit-progress-value']) assert.ok(moves.includes(name), `${name} moves`);
assert.deepEqual(await seen('reduce'), []);
