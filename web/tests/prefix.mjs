// The app below a path: the proxy takes the path off, as nginx does with `location /school/ { proxy_pass http://dostyq/; }`.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';

const PREFIX = '/school';
const service = new URL(process.env.SERVICE);
/** What was requested that is not below the path. */
const outside = [];

const inside = ({ url }) => {
  if (url.startsWith(`${PREFIX}/`)) return url.slice(PREFIX.length);
  outside.push(url);
  return undefined;
};

const proxy = createServer((incoming, response) => {
  const path = inside(incoming);
  if (!path) return response.writeHead(404).end();
  const { method, headers } = incoming;
  const passedOn = request(service, { method, headers, path }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  passedOn.on('error', () => response.destroy());
  response.on('close', () => passedOn.destroy());
  return incoming.pipe(passedOn);
});

proxy.on('upgrade', (incoming, socket, head) => {
  const path = inside(incoming);
  if (!path) return socket.destroy();
  const passedOn = connect(service.port, service.hostname, () => {
    const headers = incoming.rawHeaders.flatMap((name, at, all) => (at % 2 ? [] : [`${name}: ${all[at + 1]}`]));
    passedOn.write([`GET ${path} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
    passedOn.write(head);
    passedOn.pipe(socket).pipe(passedOn);
  });
  for (const [one, other] of [[socket, passedOn], [passedOn, socket]]) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
  return socket;
});

proxy.listen(0, '127.0.0.1');
await once(proxy, 'listening');
process.env.SERVICE = `http://127.0.0.1:${proxy.address().port}${PREFIX}`;

const {
  allSent, answer, assert, countedReviews, fillInLogIn, foundClub, goOn, inBrowser, logInAsLeader, onAnotherPhone, PASSWORD, PHONE,
  screen, signUp, startFirstLesson,
} = await import('./support.mjs');

const pathOf = (page) => new URL(page.url()).pathname;

await inBrowser(PHONE, async (page, context) => {
  await signUp(page);
  assert.equal(pathOf(page), `${PREFIX}/app/`);
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  assert.equal(scope, screen('/'));
  const devtools = await context.newCDPSession(page);
  const manifest = await devtools.send('Page.getAppManifest');
  assert.deepEqual([manifest.url, manifest.errors], [screen('/manifest.webmanifest'), []]);
  const { start_url: start, scope: shown, icons } = JSON.parse(manifest.data);
  for (const url of [start, shown]) assert.equal(new URL(url, manifest.url).href, screen('/'));
  for (const { src } of icons) assert.equal((await fetch(new URL(src, manifest.url))).status, 200, src);

  // A card with a connection, and one without it, after a reload on a screen that has an address of its own.
  await startFirstLesson(page);
  assert.equal(pathOf(page), `${PREFIX}/app/study`);
  await answer(page);
  await goOn(page);
  await context.setOffline(true);
  await page.reload();
  await answer(page);
  await page.locator('[data-unsent]').waitFor();
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await allSent(page);
  assert.equal(await countedReviews(page), 2);

  // What the browser keeps is apart from that of services below other paths.
  const kept = await page.evaluate(async () =>
    [...Object.keys(localStorage), ...(await indexedDB.databases()).map(({ name }) => name)]);
  assert.ok(kept.length > 1);
  for (const name of kept) assert.match(name, /^school\//);

  // A leader gives away the link to a club, and downloads its results.
  const leader = await onAnotherPhone(context);
  await logInAsLeader(leader);
  const { code } = await foundClub(leader, 'Шаңырақ');
  const link = await leader.locator('.invitation .on-paper').first().textContent();
  assert.equal(link, screen(`/join/${code}`));
  const saving = leader.waitForEvent('download');
  await leader.getByRole('button', { name: 'Results, a table (CSV)' }).click();
  assert.match(readFileSync(await (await saving).path(), 'utf8'), /,/);

  // The learner downloads their data, and gets back to the link after logging in.
  await page.goto(screen('/settings'));
  const data = page.locator('details').filter({ has: page.locator('summary').getByText('Download my data') });
  await data.locator('summary').click();
  await data.locator('[name=password]').fill(PASSWORD);
  const downloading = page.waitForEvent('download');
  await data.locator('button').click();
  const { account } = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Шаңырақ' }).waitFor();
  await page.getByRole('link', { name: 'Log in' }).click();
  await fillInLogIn(page, account.email, PASSWORD);
  await page.getByLabel('Invite code').waitFor();
  assert.equal(page.url(), link);
  await page.locator('form .primary').click();
  await page.getByText('You have joined the club “Шаңырақ”').waitFor();

  // The leader's screen follows an assignment over a websocket.
  await leader.getByRole('link', { name: 'Assignments' }).click();
  await leader.getByRole('link', { name: 'Assign' }).click();
  await leader.locator('.list .check').first().click();
  const following = leader.waitForEvent('websocket').then(async (socket) => {
    await socket.waitForEvent('framereceived');
    return socket.url();
  });
  await leader.locator('form .primary').click();
  assert.equal(await following, `${process.env.SERVICE}/graphql/ws`.replace('http', 'ws'));
  assert.deepEqual(outside, []);
});

proxy.close();
proxy.closeAllConnections();
