// What the browser tests share. tests/integration/web_client.rs starts them, each with a service of its own.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';

const { SERVICE, TOOLS, CHROMIUM } = process.env;
const require = createRequire(`${TOOLS}/package.json`);
const { chromium } = require('playwright-core');

export { assert, require };
export const PASSWORD = 'taudan aqqan bulaq';
export const PHONE = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true };
export const DESK = { viewport: { width: 1280, height: 800 } };

const OPERATIONS = new URL('../src/operations/', import.meta.url);

/** The documents of the app, as a service that executes no others knows them. */
const DOCUMENTS = readdirSync(OPERATIONS).filter((name) => name.endsWith('.graphql')).map((name) =>
  readFileSync(new URL(name, OPERATIONS), 'utf8').trim().replace(/\s+/g, ' ').replace(/ ?([{}()[\]:,!=]) ?/g, '$1'));

/** Runs a test in a page of a fresh profile. The test fails if the page reports an error or sends an unknown document. */
export async function inBrowser(options, act) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  // At the time limit of the script, what it waits for in the page fails, and the error says where that is. Whatever else
  // it waits for, the script ends.
  process.once('SIGTERM', () => browser.close().finally(() => setTimeout(5_000)).then(() => process.exit(1)));
  try {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      // Without a connection, the browser reports each request that fails.
      if (message.type() === 'error' && !message.text().includes('net::ERR_')) problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().endsWith('/graphql') || request.method() !== 'POST') return;
      const { query } = request.postDataJSON();
      if (!DOCUMENTS.includes(query)) problems.push(`not a document of the app: ${query}`);
    });
    await act(page, context);
    assert.deepEqual(problems, []);
  } catch (error) {
    for (const open of browser.contexts().flatMap((each) => each.pages())) {
      console.log(`${open.url()}\n${await open.innerHTML('body').catch(String)}`);
    }
    throw error;
  } finally {
    await browser.close();
    // Node would wait for more input, through which the service confirms that its clock was moved.
    process.stdin.unref();
  }
}

/** The paths of the public pages, after the language. */
export const PUBLIC_PAGES = [
  '/', '/organizations', '/organizations/parasat', '/organizations/mothers', '/organizations/mothers?at=2014-06-01', '/posts', '/people',
  '/people/liliya-kushch', '/events', '/events/nauryz', '/figures', '/sources', '/lessons', '/search?q=парасат',
];

/** The name under which the app keeps something. */
const ownName = (name) => new URL(`${SERVICE}/`).pathname.slice(1) + name;

/** The address of a screen. */
export const screen = (path) => `${SERVICE}/app${path}`;

/** Moves the clock of the service by some hours. */
export async function advanceService(hours) {
  const done = once(process.stdin, 'data');
  console.log(`advance ${Math.round(hours * 60)}`);
  await done;
}

/** Moves the clocks of the service and of the page by some hours. The page's clock must have been installed. */
export async function advance(page, hours) {
  await advanceService(hours);
  await page.clock.fastForward(hours * 3_600_000);
}

/** Moves the clock of the service, and the dates of what the page loads from then on. Its timers stay those of the browser. */
export async function advanceDates(page, hours) {
  await advanceService(hours);
  await page.addInitScript((milliseconds) => {
    const Before = Date;
    globalThis.Date = class extends Before {
      constructor(...parts) {
        if (parts.length) super(...parts);
        else super(Before.now() + milliseconds);
      }

      static now() {
        return Before.now() + milliseconds;
      }
    };
  }, hours * 3_600_000);
}

/** Sends the messages that wait, and returns the path of the only link in them that leads to a screen about e-mail. */
export async function linkTo(name) {
  const answered = once(process.stdin, 'data');
  console.log(`link ${name}`);
  const [token] = await answered;
  return `/email/${name}#${String(token).trim()}`;
}

let accounts = 0;

/** Fills in the form of the sign-up screen, and sends it. */
export async function fillInSignUp(page, displayName = 'Айгүл') {
  accounts += 1;
  await page.locator('[name=displayName]').fill(displayName);
  await page.locator('[name=email]').fill(`learner${accounts}@example.kz`);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('form .primary').click();
}

export async function signUp(page, displayName) {
  await page.goto(screen('/'));
  await fillInSignUp(page, displayName);
  await page.locator('.goal').waitFor();
}

/** Logs in as the leader whose account tests/integration/web_client.rs has made. */
export const logInAsLeader = (page) => logInAs(page, 'leader@example.kz');

/** Logs in as the editor whose account tests/integration/web_client.rs has made. */
export const logInAsEditor = (page) => logInAs(page, 'editor@example.kz');

/** The password of the accounts that tests/integration/web_client.rs has made. */
export const THEIR_PASSWORD = 'таудан аққан бұлақ';

async function logInAs(page, email) {
  await page.goto(screen('/log-in'));
  await fillInLogIn(page, email, THEIR_PASSWORD);
  await page.locator('.goal').waitFor();
}

/** Fills in the form of the log-in screen, and sends it. */
export async function fillInLogIn(page, loginName, password) {
  await page.locator('[name=loginName]').fill(loginName);
  await page.locator('[name=password]').fill(password);
  await page.locator('form .primary').click();
}

/** Opens a page on another device, a phone. */
export async function onAnotherPhone(context, locale = 'en-GB') {
  const phone = await context.browser().newContext({ locale, ...PHONE });
  const page = await phone.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/**
 * Calls an asynchronous function until it returns something true, and returns that. The page's `waitForFunction` would take a
 * promise for something true.
 */
export async function until(test) {
  for (const end = Date.now() + 30_000; ;) {
    const result = await test();
    if (result) return result;
    assert.ok(Date.now() < end, `this was never true: ${test}`);
    await setTimeout(50);
  }
}

/** Waits for a promise that something in the page keeps, unless it takes too long. */
export const inTime = (promise) => Promise.race([
  promise,
  setTimeout(30_000, undefined, { ref: false }).then(() => assert.fail('the page has not done what is waited for')),
]);

/** Waits until the device has sent all its answers. */
export const allSent = (page) => page.waitForFunction(() => !document.querySelector('[data-unsent]'));

/** Holds the next pack that the page requests once the service has made it, until `bring` is called. */
export function holdPack(page) {
  let bring;
  const released = new Promise((resolve) => { bring = resolve; });
  let isHeld = false;
  const isMade = new Promise((resolve) => {
    void page.route('**/graphql', async (route) => {
      if (isHeld || !route.request().postData()?.includes('query OfflinePack')) return route.continue();
      isHeld = true;
      const response = await route.fetch();
      resolve();
      await released;
      return route.fulfill({ response });
    });
  });
  return { isMade, bring };
}

/** Creates a club, and returns its invite code and its path. The page then shows the club. */
export async function foundClub(page, name) {
  await page.goto(screen('/clubs'));
  await page.locator('[name=name]').fill(name);
  await page.locator('form .primary').click();
  const code = await page.locator('.invitation .code').first().innerText();
  return { code, club: new URL(page.url()).pathname.replace('/app', '') };
}

/** Starts the first lesson, from the screen of the day. */
export async function startFirstLesson(page) {
  await page.locator('.goal .primary').click();
  await lookAtNewWords(page);
}

/** What a session shows: a new word, an exercise, or the end. */
const SHOWN = '.introduction, .exercise, .finished';

/** Goes past the new words that are shown before an exercise. */
export async function lookAtNewWords(page) {
  await page.locator(SHOWN).first().waitFor();
  while (await page.locator('.introduction').count()) {
    const word = await page.locator('.introduction .prompt').innerText();
    await page.locator('.introduction .primary').click();
    await page.waitForFunction((last) => document.querySelector('.introduction .prompt')?.innerText !== last, word);
    await page.locator(SHOWN).first().waitFor();
  }
}

/** When the exercise of each card was answered last. */
const answeredAt = new Map();

/** Waits until the exercise that is shown can be answered again: two answers within two seconds count as one that was tapped twice. */
async function notTwice(page) {
  const exercise = await page.locator('.exercise').getAttribute('data-card');
  await page.waitForTimeout(Math.max(0, (answeredAt.get(exercise) ?? 0) + 2_100 - Date.now()));
  answeredAt.set(exercise, Date.now());
}

/** Answers the exercise that is shown, rightly or wrongly. */
export async function answer(page) {
  await lookAtNewWords(page);
  await notTwice(page);
  const choices = page.locator('.choices button');
  const field = page.locator('.typed input');
  if (await choices.count()) {
    await choices.first().click();
  } else if (await field.count()) {
    await field.fill('сәлем');
    await page.locator('.typed .primary').click();
  } else {
    for (const piece of await page.locator('.pieces button').all()) await piece.click();
    await page.locator('.order .primary').click();
  }
  await page.locator('.feedback').waitFor();
}

/** Answers right what is left of a session. */
export async function finishSession(page) {
  for (;;) {
    await lookAtNewWords(page);
    if (await page.locator('.finished').count()) return;
    await notTwice(page);
    await answerRight(page, await shownItem(page));
    await goOn(page);
  }
}

export async function goOn(page) {
  await page.locator('.feedback > .primary').click();
  await page.locator('.feedback').waitFor({ state: 'detached' });
  await lookAtNewWords(page);
}

/** Returns the content of a store in the app's database. */
export const onDevice = (page, name) => page.evaluate(([database, store]) => new Promise((resolve) => {
  const opening = indexedDB.open(database);
  // If the app has not created its database yet, this must not do so.
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onerror = () => resolve([]);
  opening.onsuccess = () => {
    const request = opening.result.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result);
    opening.result.close();
  };
}), [ownName('dostyq'), name]);

/** What the device has stored about the exercise that is shown. */
export async function shownItem(page) {
  const card = await page.locator('.exercise').getAttribute('data-card');
  const { pack } = (await onDevice(page, 'values')).find((each) => each?.pack);
  return pack.items.find((item) => item.exercise && item.card.id === card);
}

/** Gives the right answer, which it reads from the data on the device. */
export async function answerRight(page, { exercise, acceptedAnswers, word }) {
  const [{ text }] = acceptedAnswers;
  const choices = exercise.choices ?? exercise.words;
  if (choices) {
    // The choices of a card that is asked again are in another order.
    const { text: right, meaning = right } = choices.find(({ id }) => id === word.id);
    await page.locator('.choices button').filter({ has: page.getByText(meaning, { exact: true }) }).click();
  } else if (exercise.pieces) {
    let rest = text.toLowerCase();
    while (/\p{L}/u.test(rest)) {
      rest = rest.replace(/^[^\p{L}\p{N}]+/u, '');
      const piece = [...await page.locator('.pieces button:not(:disabled)').allInnerTexts()]
        .filter((each) => rest.startsWith(each.toLowerCase())).sort((one, other) => other.length - one.length)[0];
      await page.locator('.pieces button:not(:disabled)').getByText(piece, { exact: true }).first().click();
      rest = rest.slice(piece.length);
    }
    await page.locator('.order .primary').click();
  } else {
    await page.locator('.typed input').fill(text);
    await page.locator('.typed .primary').click();
  }
  await page.locator('.feedback.correct').waitFor();
}

/** Finishes the words of the trial, and answers every question right. */
export async function finishTrial(page) {
  for (;;) {
    await lookAtNewWords(page);
    if (await page.locator('.finished').count()) return;
    const { pack } = (await onDevice(page, 'values')).find(({ lessonId }) => lessonId);
    const prompt = await page.locator('.exercise .prompt').innerText();
    const { headword, meaning } = pack.words.find((word) => [word.headword, word.meaning.text].includes(prompt));
    await page.locator('.choices').getByText(prompt === headword ? meaning.text : headword, { exact: true }).click();
    await page.locator('.feedback.correct').waitFor();
    await goOn(page);
  }
}

/** The text of the element with the focus. */
export const focused = (page) => page.evaluate(() => document.activeElement?.textContent);

/** Asserts that the element of a selector describes the element with the focus, so that screen readers read both. */
export async function assertDescribed(page, selector) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Accessibility.enable');
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const { nodes } = await devtools.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
  await devtools.detach();
  const description = nodes[0].description?.value ?? '';
  const texts = await page.locator(selector).allTextContents();
  assert.notEqual(texts.length, 0, selector);
  const letters = (text) => text.replaceAll(/\s/g, '');
  for (const text of texts) assert.ok(letters(description).includes(letters(text)), `“${text}” is not in “${description}”`);
}

/** Asks the service as the account that is logged in on the page. */
export const ask = async (page, query, variables) =>
  askAs(await page.evaluate((key) => JSON.parse(localStorage.getItem(key)).token, ownName('session')), query, variables);

/** Asks the service as the account of a token, or as nobody. */
export async function askAs(token, query, variables = {}) {
  const response = await fetch(`${SERVICE}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data;
}

/** The code that an authenticator app shows at a time: RFC 6238. */
export function codeOf(secret, milliseconds) {
  const fives = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'));
  const key = Buffer.from(fives.join('').match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = (hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, '0');
}

/** The number of answers that the service has counted. */
export async function countedReviews(page) {
  return (await ask(page, '{ viewer { today { reviews } } }')).viewer.today.reviews;
}
