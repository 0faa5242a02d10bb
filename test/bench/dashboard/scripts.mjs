import { freshPage } from './in-page.mjs';

const LIMIT_KB = 350;

/** JavaScript as it goes over the wire, of each page until the network is idle, in KB of 1,024 bytes. */
export async function measureScripts({ browser, address, runs }) {
  const tabs = ['classes', 'geometry', 'depth', 'robustness', 'disagreements', 'log', 'settings'].map((tab) => `/runs/${runs[0]}?tab=${tab}`);
  const paths = ['/', '/runs', `/runs/${runs[0]}`, ...tabs, `/geometry?run=${runs[0]}`, `/compare?runs=${runs.slice(0, 4).join(',')}`, '/compare', '/paper', '/launch', '/import', '/metrics', '/no-such-page'];
  for (const path of paths) {
    const { total, own, unzipped } = await scriptsOf(browser, address + path);
    console.log(`${total > LIMIT_KB ? 'OVER' : '    '} ${total.toFixed(0).padStart(4)} KB of script, ${own.toFixed(0)} of them named in the page itself${unzipped ? `, ${unzipped} not compressed` : ''}: ${path.replace(runs[0], 'RUN').slice(0, 60)}`);
  }
}

async function scriptsOf(browser, url) {
  const { context, page } = await freshPage(browser);
  const answers = [];
  page.on('response', (response) => response.request().resourceType() === 'script' && answers.push(response));
  const html = await (await page.goto(url, { waitUntil: 'networkidle' })).text();
  await page.waitForTimeout(500);
  let [total, own, unzipped] = [0, 0, 0];
  for (const answer of answers) {
    const { responseBodySize } = await answer.request().sizes();
    total += responseBodySize / 1024;
    if (html.includes(`src="${new URL(answer.url()).pathname}`)) own += responseBodySize / 1024;
    if (!(await answer.allHeaders())['content-encoding']) unzipped += 1;
  }
  await context.close();
  return { total, own, unzipped };
}
