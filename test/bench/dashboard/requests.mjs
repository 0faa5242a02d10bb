import { freshPage } from './in-page.mjs';

/** What a run's page asks until it is there, and what is in the answer of the server itself. */
export async function listRequests({ browser, address, runs }) {
  for (const [name, path] of [['run', `/runs/${runs[1]}`], ['compare', `/compare?runs=${runs.join(',')}`], ['runs', '/runs'], ['overview', '/'], ['paper', '/paper']]) {
    const { context, page } = await freshPage(browser);
    const asked = [];
    page.on('requestfinished', (request) => {
      if (!request.url().endsWith('/graphql')) return;
      asked.push({ name: /(?:query|mutation) (\w+)/.exec(request.postData() ?? '')?.[1] ?? '?', ...request.timing() });
    });
    const html = await (await page.goto(address + path, { waitUntil: 'networkidle' })).text();
    const begin = await page.evaluate(() => performance.timeOrigin);
    const list = asked.sort((a, b) => a.startTime - b.startTime).map((each) => `${each.name} ${(each.startTime - begin).toFixed(0)}-${(each.startTime - begin + each.responseEnd).toFixed(0)}`);
    console.log(`${name}: HTML of ${(html.length / 1024).toFixed(0)} KB, ${(html.match(/skeleton/g) ?? []).length} times a skeleton, ${(html.match(/<h1/g) ?? []).length} h1; asked, ms since the navigation: ${list.join(', ')}`);
    await context.close();
  }
}
