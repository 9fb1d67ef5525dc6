// The network is switched, the page is reloaded and killed at random: every answer whose verdict was shown arrives once. SWITCHES
// sets the number of switches (a thousand take about an hour); SEED repeats a run.
import {
  advance, allSent, answer, ask, assert, goOn, inBrowser, lookAtNewWords, PHONE, screen, signUp, startFirstLesson,
} from './support.mjs';

const switches = Number(process.env.SWITCHES ?? 25);
let seed = Number(process.env.SEED ?? 20261129);
const random = (below) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor(seed / 65_536) % below;
};

await inBrowser(PHONE, async (first, context) => {
  let page = first;
  await page.clock.install();
  await signUp(page);
  await startFirstLesson(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // Enough words for many days.
  const { lessons } = await ask(page, '{ courses(first: 1) { edges { node { lessons { id } } } } }')
    .then(({ courses }) => courses.edges[0].node);
  for (const { id } of lessons) {
    await ask(page, 'mutation ($id: ID!) { startLesson(input: { lessonId: $id }) { errors { code } } }', { id });
  }

  let daysOffline = 0;
  const counts = { online: 0, offline: 0, reloads: 0, kills: 0, days: 0 };
  const open = async () => {
    await page.goto(screen('/study'));
    await lookAtNewWords(page);
  };
  for (let done = 0; done < switches;) {
    if (!(await page.locator('.exercise').count())) {
      await advance(page, 24);
      counts.days += 1;
      daysOffline += 1;
      if (daysOffline > 5) {
        await context.setOffline(false);
        daysOffline = 0;
      }
      await open();
      continue;
    }
    await answer(page);
    done += 1;
    switch (random(4)) {
      case 0: {
        const offline = random(2) === 0;
        counts[offline ? 'offline' : 'online'] += 1;
        if (!offline) daysOffline = 0;
        await context.setOffline(offline);
        await goOn(page);
        break;
      }
      case 1:
        counts.reloads += 1;
        await page.reload();
        await lookAtNewWords(page);
        break;
      case 2: {
        // The page is killed while it may be sending.
        counts.kills += 1;
        const next = await context.newPage();
        await page.close();
        page = next;
        page.setDefaultTimeout(20_000);
        await open();
        break;
      }
      default:
        await goOn(page);
    }
  }
  await context.setOffline(false);
  await page.goto(screen('/'));
  await page.locator('.goal').waitFor();
  await allSent(page);
  const ids = [];
  for (let after = null; ;) {
    const { viewer } = await ask(page, `query ($after: String) {
      viewer { reviews(first: 100, after: $after) { edges { node { reviewId } } pageInfo { hasNextPage endCursor } } }
    }`, { after });
    ids.push(...viewer.reviews.edges.map(({ node }) => node.reviewId));
    if (!viewer.reviews.pageInfo.hasNextPage) break;
    after = viewer.reviews.pageInfo.endCursor;
  }
  assert.equal(ids.length, switches);
  assert.equal(new Set(ids).size, switches);
  console.log(`${switches} answers, ${JSON.stringify(counts)}`);
});
