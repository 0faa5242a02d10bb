import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCaller } from '../server/callers.ts';
import { addEvent, addRun, addStudy } from '../server/record-builder.ts';
import { type Served, serve } from '../server/served.ts';
import { type Receiver, receive } from '../server/webhooks/receiver.ts';
import { until } from '../until.ts';
import { noBrowser, openBrowser, violationsOf, visit, watchErrors } from './browser.ts';
import { signInto } from './sign-into.ts';

let served: Served;
let receiver: Receiver;
let studyId: string;
let ada: Awaited<ReturnType<typeof addCaller>>;
beforeAll(async () => {
  served = await serve({ web: true, webhookLoopback: true });
  receiver = await receive();
  ({ id: studyId } = await addStudy(served.record, 'Depth sweep'));
  ada = await addCaller(served.record, 'ADMIN', 'Ada Lovelace');
}, 60_000);
afterAll(async () => {
  await served.end();
  await receiver.close();
});

describe.skipIf(noBrowser)(`webhooks ${noBrowser}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let errors: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
    errors = watchErrors(browser.context);
    await signInto(browser.context, served.url, ada.secret);
  }, 30_000);
  afterAll(() => browser.context.close());

  test('a host is allowed, a webhook made from its study, its secret shown once, and a test arrives', async () => {
    const { page } = browser;
    await visit(page, `${served.url}/studies/${studyId}`);
    await page.getByRole('link', { name: 'Webhooks' }).click();
    await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor();
    await page.getByText('Nobody is told so far').waitFor();
    await page.getByLabel('Host, with its port').fill('https://wrong');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('BAD_USER_INPUT: A host is one name or address').waitFor();
    await page.getByLabel('Host, with its port').fill(`127.0.0.1:${receiver.port}`);
    await page.getByRole('button', { name: 'Allow' }).press('Enter');
    await page.getByLabel('Address, of an allowed host').fill(receiver.url);
    await expect.poll(() => page.getByLabel('Study').inputValue()).toBe(studyId);
    await page.getByLabel('a check failed').check();
    await page.getByRole('button', { name: 'Make webhook' }).click();
    const secret = await page.locator('.shown-once code').textContent();
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'I have it' }).click();
    await expect.poll(() => page.content()).not.toContain(secret);
    await page.getByText('Told when a run is completed, a run failed, a run diverged or a check failed in Depth sweep').waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const form = page.getByRole('form', { name: 'Change the webhook to 127.0.0.1' });
    await form.getByLabel('a run diverged').uncheck();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Told when a run is completed, a run failed or a check failed in Depth sweep').waitFor();
    await page.getByRole('button', { name: 'Send a test' }).press('Enter');
    await page.getByRole('row').filter({ hasText: 'test' }).getByText('delivered').waitFor();
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['ping']);
  }, 60_000);

  test('a delivery that failed says so, and is made again by its button', async () => {
    const { page } = browser;
    receiver.answer = (response) => void response.writeHead(500).end();
    const { id: runId } = await addRun(served.record, studyId, { status: 'FAILED' });
    await addEvent(served.record, { kind: 'run.failed', runId });
    await until('the request', async () => receiver.received.length === 2);
    await visit(page, `${served.url}/webhooks`);
    const row = page.getByRole('row').filter({ hasText: 'run failed' });
    await row.getByText('The answer was 500.').waitFor();
    await page.getByText('on, the last delivery failed').waitFor();
    receiver.answer = (response) => void response.writeHead(204).end();
    await row.getByRole('button', { name: 'Send again' }).click();
    await row.getByText('delivered').waitFor();
    expect(receiver.received.at(-1)!.headers['webhook-id']).toBe(receiver.received[1]!.headers['webhook-id']);
  }, 60_000);

  test.each(['light', 'dark'] as const)('axe finds nothing wrong, %s, and a phone scrolls down alone', async (colorScheme) => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme });
    await visit(page, `${served.url}/webhooks`);
    await page.getByText('For the receiver').waitFor();
    await page.getByRole('button', { name: 'Python' }).click();
    expect(await violationsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 780 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await violationsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  }, 60_000);

  test('a host is removed and the webhook says so; a new secret is shown once; it is switched off and deleted', async () => {
    const { page } = browser;
    await visit(page, `${served.url}/webhooks`);
    await page.getByRole('button', { name: 'New secret' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make another' }).click();
    await page.locator('.shown-once').waitFor();
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: /^Remove 127/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('its host is not allowed: nothing is sent').waitFor();
    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByText('switched off').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('Nobody is told so far').waitFor();
    expect(await served.record.webhook.count()).toBe(0);
    expect(errors).toEqual([]);
  }, 60_000);

  test('an operator finds no way there, and the page says whose it is', async () => {
    const { secret } = await addCaller(served.record, 'OPERATOR');
    const other = await openBrowser();
    await signInto(other.context, served.url, secret);
    await visit(other.page, `${served.url}/studies/${studyId}`);
    await other.page.getByRole('heading', { level: 1, name: 'Depth sweep' }).waitFor();
    expect(await other.page.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
    await visit(other.page, `${served.url}/webhooks`);
    await other.page.getByText('Looking after webhooks needs the role admin, and yours is operator').waitFor();
    await other.context.close();
  }, 60_000);
});
