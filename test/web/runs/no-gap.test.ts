import { createClient, type Client as LiveLink } from 'graphql-ws';
import { Client, fetchExchange, Provider, subscriptionExchange } from 'urql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { lastingNews } from '../../../web/graphql/lasting-news.ts';
import { type RunReading, useRun } from '../../../web/runs/use-run.ts';
import { type RunsReading, useRuns } from '../../../web/runs/use-runs.ts';
import { addEpoch, addEvent, addRun, addStudy } from '../../server/record-builder.ts';
import { type Served, serve } from '../../server/served.ts';
import { until } from '../../until.ts';
import { installDocument } from '../document.ts';

installDocument();
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
const { createElement } = await import('react');
const { createRoot } = await import('react-dom/client');

let served: Served;
let runId: string;
let link: LiveLink;
let openLink: () => void;
beforeAll(async () => {
  served = await serve();
});
beforeEach(async () => {
  runId = (await addRun(served.record, (await addStudy(served.record)).id, { status: 'RUNNING' })).id;
  const opened = new Promise<void>((resolve) => {
    openLink = resolve;
  });
  // no subscription reaches the server before the first answer is on its way: the link could as well be slow
  const connectionParams = () => opened.then(() => ({}));
  link = createClient({ url: `${served.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams });
});
afterEach(() => link.dispose());
afterAll(() => served.end());

async function recordEpoch(epoch: number): Promise<void> {
  await addEpoch(served.record, runId, epoch);
  await served.record.run.update({ where: { id: runId }, data: { lastEpoch: epoch } });
  await addEvent(served.record, { kind: 'run.epoch', runId, epoch });
}

/** A page's client, whose first answer with the field `of` arrives only when `meanwhile` is over. */
function clientThatWaits(of: string, meanwhile: () => Promise<void>): Client {
  let isFirst = true;
  return new Client({
    url: `${served.url}/graphql`,
    preferGetMethod: false,
    exchanges: [fetchExchange, subscriptionExchange({ forwardSubscription: lastingNews(link) })],
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const text = await response.text();
      if (isFirst && text.includes(`"${of}":`)) {
        isFirst = false;
        await meanwhile();
        openLink();
      }
      return new Response(text, response);
    },
  });
}

interface PageParts {
  /** calls the hook that is tested */
  draw: () => void;
}

function Page({ draw }: PageParts) {
  draw();
  return null;
}

/** Shows a hook's reading on a page; gives the newest, and what takes the page away. */
function show<Reading>(client: Client, useReading: () => Reading) {
  const shown = { reading: null as Reading | null, leave: () => {} };
  const page: PageParts = {
    draw: () => {
      shown.reading = useReading();
    },
  };
  const root = createRoot(document.createElement('div'));
  root.render(createElement(Provider, { value: client }, createElement(Page, page)));
  shown.leave = () => root.unmount();
  return shown;
}

test('an epoch recorded between the first answer and the subscription of the page of a run is shown', async () => {
  await recordEpoch(1);
  const client = clientThatWaits('history', () => recordEpoch(2));
  const page = show<RunReading>(client, () => useRun(runId));
  await until('the second epoch', async () => page.reading?.record?.history.epochs.at(-1) === 2, 10);
  page.leave();
});

test('a run queued between the first answer and the subscription of the list of runs is shown', async () => {
  let queuedId = '';
  const client = clientThatWaits('totalCount', async () => {
    const { id, studyId } = await served.record.run.findUniqueOrThrow({ where: { id: runId } });
    queuedId = (await addRun(served.record, studyId, { name: `queued after ${id}` })).id;
    await addEvent(served.record, { kind: 'run.queued', runId: queuedId });
  });
  const page = show<RunsReading>(client, () => useRuns({ statuses: [], pageSize: 12, followsEpochs: false }));
  await until('the queued run', async () => page.reading?.pages?.runs.some((run) => run.id === queuedId), 10);
  page.leave();
});

test('the page of a run that is not there says so, and shows no failure of the server', async () => {
  const client = new Client({ url: `${served.url}/graphql`, preferGetMethod: false, exchanges: [fetchExchange] });
  const page = show<RunReading>(client, () => useRun('run_none'));
  await until('the run to be missing', async () => page.reading?.isMissing === true, 10);
  expect(page.reading).toMatchObject({ record: null, problem: null });
  page.leave();
});
