// biome-ignore-all lint/suspicious/noTemplateCurlyInString: titles stand here as in the source of their tests
/**
 * The faults that the program must withstand, each under a number that is never used again. `npm run test:faults` runs the tests named
 * here and says row by row how they ended; docs/faults.md is printed from this table by test/faults/print-faults.mjs.
 */
export interface Fault {
  row: number;
  title: string;
  /** what is done to the program, and what must come of it: sentences for docs/faults.md */
  provoked: string;
  expected: string;
  /** test files with the names of the tests (or of what they are grouped under) that show it; empty: no test shows it so far */
  shownBy: Record<string, readonly string[]>;
  /** the long form takes longer over this row: with further tests, named as those of `shownBy`, or, with none, with more inputs or for longer */
  longer?: Record<string, readonly string[]>;
}

type Row = [row: number, title: string, provoked: string, expected: string, shownBy: Record<string, readonly string[]>, longer?: Record<string, readonly string[]>];

const PROCESSES: Row[] = [
  [1, 'a killed trainer', 'The training process, the daemon or both are killed with -9, before, inside and after the transaction of an epoch.', 'The run goes on from its last checkpoint within one lease, has every epoch once, and ends in the bits of an undisturbed run.', {
    'test/trainer/resume.test.ts': ['kill -9 of the training process: the run goes on and ends bit for bit like the undisturbed one', 'kill -9 of the daemon: its child stops, and the next daemon goes on', 'kill -9 of daemon and training process at once: the run is taken over when its lease is out'],
    'test/trainer/record-epoch.test.ts': ['a failure inside the transaction leaves neither row, checkpoint nor event', 'an epoch recorded twice by one attempt stands once, as it was first'],
    'test/faults/start-again.test.ts': ['the training process: the same daemon goes on with the next attempt'],
  }, {
    'test/trainer/resume-families.test.ts': ['a ${architecture} of depth ${depth} that is killed ends bit for bit like the undisturbed one'],
  }],
  [2, 'a killed server', 'The server is killed with -9 during a mutation, a measurement, an export and an import.', 'The client sees a cut connection, a repeated request makes one object, and no half file looks whole.', {
    'test/server/export/kill.test.ts': ['a server killed during an export leaves a cut connection, never what looks like a whole file', 'an import killed between its first row and its last leaves nothing, and the next one gives exactly one copy'],
    'test/server/runs/launch-runs.test.ts': ['repeated with its key, after an answer that never came, nothing is trained twice'],
    'test/faults/start-again.test.ts': ['the server: it is started again at the same address'],
    'test/faults/killed-server.test.ts': ['a mutation that was cut by kill -9 is done once when it is repeated with its key'],
  }],
  [3, 'a restarted database', 'Postgres is stopped fast, at once and by kill -9, and started again, under a recording trainer and twenty readers.', 'Both programs live on, the server answers 503 with Retry-After meanwhile and recovers by itself, and no epoch is lost or doubled.', {
    'test/faults/postgres-restarts.test.ts': ['Postgres stopped %s under a recording trainer and twenty readers'],
    'test/server/lost-database.test.ts': ['a server outlives its database: it says so, and goes on when it is back, with the subscriptions from before and during the outage'],
    'test/faults/start-again.test.ts': ['the database: it is started again, the others wait for it, and no epoch is lost'],
  }],
  [4, 'silent and busy connections', 'Packets to the database vanish without an end of the connection; slow queries take every connection.', 'Each request ends with an answer or an error in bounded time, the health check is not held up, and all works again afterwards.', {
    'test/faults/silent-database.test.ts': ['a database that falls silent gives errors in bounded time, and all is well when it speaks again', 'while slow statements hold every connection, others are refused in time and the health check answers'],
  }],
  [5, 'a full disk of data sets', 'The disk of data sets fills before, during and after a download.', 'Nothing half-written stays, the run waits with the reason, others go on, and it goes well once there is room.', {
    'test/faults/full-disk.test.ts': ['a download for which there is no room is not begun, and goes well once there is${noSmallDisk}', 'a disk that others fill during a download is left as it was without it${noSmallDisk}', 'a run whose data have no room waits in the queue with the reason, and the trainer takes the next${noSmallDisk}'],
  }],
  [6, 'a full disk of the database', 'The disk that Postgres writes to fills.', 'Nothing recorded is lost or damaged, and recording goes on once there is room.', {
    'test/faults/full-database-disk.test.ts': ['a full disk of the database costs nothing that was recorded, and recording goes on once there is room${noSmallDisk}'],
    'test/server/measuring/series.test.ts': ['a server that may not write its cache still answers'],
    'test/prisma/errors.test.ts': ['a disk that is full'],
  }],
  [7, 'changed data sets', 'A file of a data set is cut, changed by a byte, exchanged or removed.', 'Training refuses with the file, what was expected and what was found, and downloads nothing by itself.', {
    'test/faults/changed-data.test.ts': ['a run does not go on with a file %s, and says which', 'it goes on when the file is put back, with every epoch once', 'a run that never began fails on a file that was cut, with its name and what it holds'],
    'test/faults/bad-input.test.ts': ['a truncated image file fails the run at once, naming file, expected and found'],
  }],
  [8, 'damaged checkpoints and snapshots', 'The newest checkpoint or a snapshot loses bytes or has a changed bit, at its beginning, middle and end.', 'Found by its sha256 before anything is parsed; the checkpoint before it is used, the snapshot is DATA_CORRUPT in its own place.', {
    'test/trainer/checkpoint.test.ts': ['a newest checkpoint with %s is passed over, and the one before it is read'],
    'test/trainer/resume.test.ts': ['a damaged newest checkpoint is passed over with a warning, and the one before it is used'],
    'test/prisma/snapshot/codec.test.ts': ['one flipped bit anywhere is found before parsing, with both digests in the message', 'a blob cut short anywhere is found'],
    'test/server/measuring/series.test.ts': ['a damaged snapshot is a gap that names its epoch, and its neighbours live on'],
  }],
  [9, 'exchanged snapshots', 'Two snapshots of equal size are exchanged in the database, before and after their values were measured.', 'Each is DATA_CORRUPT in the place of the other, also where values are found by digest without reading a byte.', {
    'test/faults/swapped-snapshots.test.ts': ['two snapshots of equal size exchanged: %s', 'a list, a verdict and the grid of the paper show the damage and no value', 'a whole row that names another epoch is noticed too'],
    'test/trainer/checkpoint.test.ts': ['pieces exchanged between two checkpoints of equal size damage both, and the run begins anew'],
  }],
  [10, 'a clock that jumps', "A process's clock jumps by an hour, forward and back, while it trains or serves.", 'No lease is lost or doubled, epochs keep their order, no duration is negative, and tokens are judged by the clock of the database.', {
    'test/faults/jumping-clock.test.ts': ['a trainer whose clock jumps %s keeps its lease, its order and its durations', 'a server whose clock is %s judges a token by the clock of the database'],
  }],
  [11, 'many daemons on one queue', 'Several daemons, and ten claimants at once, take runs from one queue.', 'Each run is trained once.', {
    'test/trainer/claim.test.ts': ['ten claimants at once get ten different runs'],
    'test/trainer/several-daemons.test.ts': ['two daemons share six runs, one of them killed twice: each completes, with every epoch once'],
  }],
  [12, 'a process that wakes up late', 'A training process is stopped past its lease, another takes its run, and it is let go on.', 'Its next write is refused by the number of its attempt; it ends and has changed nothing.', {
    'test/trainer/several-daemons.test.ts': ['a process frozen past its lease is superseded, and when it wakes it writes nothing and ends'],
    'test/trainer/record-epoch.test.ts': ['a stale attempt writes nothing at all'],
  }],
  [13, 'a lost sign of life', 'The heartbeat alone stops; a worker of a long run is killed.', 'The run is taken over when its lease is out, and fails with its reason after three tries without an epoch.', {
    'test/trainer/heart.test.ts': ['a main thread that has not run for ten minutes loses its lease', 'the lease is kept while the main thread is busy for longer than it lasts'],
    'test/trainer/claim.test.ts': ['a run with a living holder is left alone, one whose heartbeat stopped is taken over with a higher attempt', 'three tries without a new epoch fail the run, with the last error in its sentence'],
  }],
  [14, 'a run that kills its trainer', 'A run ends every process that takes it.', 'It fails after three tries, and the queue behind it is served.', {
    'test/trainer/several-daemons.test.ts': ['a run that breaks every process ends as FAILED after three tries, and the queue behind it is served'],
  }],
  [15, 'epochs told twice', 'The same epoch is told twice, out of order, and with other values.', 'The same again changes nothing; another content is a CONFLICT, and the first stays.', {
    'test/trainer/record-epoch.test.ts': ['an epoch recorded twice by one attempt stands once, as it was first', 'a later attempt supersedes the row of an earlier one'],
    'test/server/ingest/record-epoch.test.ts': ['the same again is no-op; another content is a conflict, and the first one stays', 'ten equal requests at once record one epoch'],
  }],
  [16, 'numbers that are none', 'NaN, infinities, 1e308, denormal numbers and -0 in losses and features.', 'The run ends as diverged with its checkpoint kept; values are kinds with a reason, and JSON stays valid.', {
    'test/trainer/diverge.test.ts': ['a loss that explodes without overflowing ends the run too, with its size in the row'],
    'test/server/runs/list-runs.test.ts': ['a number of a diverged run that JSON cannot hold is null, and the row lives'],
    'test/server/export/tables.test.ts': ['losses that are no numbers are null and a kind in CSV and NDJSON, and themselves in Parquet'],
    'test/server/metrics/measure.test.ts': ['numbers that overflow give null with NOT_FINITE, never NaN'],
  }],
  [17, 'degenerate inputs', 'One class, two classes, an empty class, fewer features than C - 1, equal features, equal class means.', 'A defined value, or none with its reason; never NaN.', {
    'test/server/metrics/measure.test.ts': ['an empty class leaves every metric undefined and is named', 'one class leaves every metric undefined', 'means that overflow are not called equal'],
    'test/server/metrics/nc2.test.ts': ['%s of two classes is undefined: TOO_FEW_PAIRS', '%s of equal means is undefined: COINCIDING_MEANS', 'fewer features than C - 1 warn NO_SIMPLEX and keep the value'],
    'test/server/metrics/nc1.test.ts': ['all means equal give null with COINCIDING_MEANS', 'fewer features than classes'],
  }],
  [18, 'out of memory', 'A training process is ended by the system, and a measuring thread breaks off.', 'It ends alone: the daemon and the server live on, and the next question is answered.', {
    'test/server/measuring/measured-outcomes.test.ts': ['a worker that breaks off fails its question with MEASURING_FAILED, and the next question is answered'],
    'test/faults/small-heap.test.ts': ['a training process whose memory ends takes neither the daemon nor the queue with it'],
    'test/faults/measure-memory.test.ts': ['a file of 400 MB is measured within 300 MB of memory'],
    'test/trainer/memory.test.ts': ['200 epochs of training, measuring and copying the state leave no tensor and no heap behind'],
  }],
  [19, 'orderly stops', 'SIGTERM and SIGINT, once and twice, to trainer and server, idle and busy.', 'Work under way ends, leases are given back, sockets close, exit code 0; a second signal ends at once.', {
    'test/server/main.test.ts': ['the program serves the dashboard and GraphQL on one port, and leaves in order at SIGTERM', 'a second signal ends it at once, though a request is still waiting'],
    'test/trainer/resume.test.ts': ['an orderly stop in mid-run writes a checkpoint and is not held against the run', 'a stop in the very moment of the start is not held against the run either'],
    'test/faults/start-again.test.ts': ['Ctrl-C stops everything within seconds, and the next start resumes'],
  }],
  [20, 'many starts on one database', 'Ten processes start at once on an empty database, and on one of the version before.', 'One migrates, the others wait and find nothing to do; a newer database is refused, a failed migration is undone whole.', {
    'test/prisma/migrate.test.ts': ['ten processes at once on an empty database: one migrates and the others find nothing to do', 'ten processes at once on the version before: the new migration is applied once', 'a schema newer than the program is refused', 'a migration that fails is undone whole and named, and can be tried again'],
  }],
  [21, 'a killed migration', 'A process is killed with -9 in the middle of a migration.', 'The database is as before it, and the next start migrates it.', {
    'test/faults/killed-migration.test.ts': ['a migration killed half-way leaves nothing, and the next start makes it whole'],
    'test/prisma/migrate.test.ts': ['a migration that another tool left failed is refused'],
  }],
  [22, 'a wrong database', 'The program starts without a database, with a wrong password, or with the database of another program.', 'One clear sentence without the secret, and an exit code; nothing is made in a foreign database.', {
    'test/faults/bad-input.test.ts': ['a database where nobody answers', 'a wrong password, which is not repeated', 'a DATABASE_URL that is none'],
    'test/prisma/migrate.test.ts': ['a database with tables of another program is refused and nothing is made in it'],
  }],
  [23, 'another backend than asked for', 'A backend does not start, or computes gradients wrongly.', 'It is refused in a sentence; a run records the backend it was trained on.', {
    'test/trainer/backends/backend.test.ts': ['a backend that computes a gradient wrong by a thousandth is refused, with the entry', 'a backend that cannot compute it at all is refused in a sentence too'],
    'test/trainer/backends/daemon-backend.test.ts': ['the ready daemon says the backend and why; the run records it in its row and its log'],
  }],
  [24, 'a blocked or broken process', 'The event loop is blocked for seconds; a promise is rejected and nobody catches it; a listener throws.', 'The process says so in its log and ends with code 1 to be started again; no mutation is left half done.', {
    'test/faults/broken-server.test.ts': ['%s ends the server with its cause in the log', 'a server that was blocked for seconds answers again and has lost nobody'],
  }],
];

const UPLOADS: Row[] = [
  [25, 'zip bombs', 'Archives of zeros, of many members, and of sizes that lie.', 'Refused by what they claim, or stopped where they claimed to end, without memory of that size.', {
    'test/server/ingest/refusals.test.ts': ['a bomb of zeros is refused by what it claims', 'a bomb that claims to be small is stopped where it claims to end', 'a claimed total of terabytes', 'more than 64 members, counted before any is read'],
  }],
  [26, 'zip oddities', 'Paths, doubled and disguised names, links, encryption, headers that disagree, overlapping members, bytes that belong to nothing.', 'Refused with the member and the reason; nothing is ever unpacked under a name of the archive.', {
    'test/server/ingest/refusals.test.ts': ['archives', 'bytes that belong to nothing, %s', 'two members over the same bytes', 'cut anywhere'],
  }],
  [27, 'pickles', 'Object arrays, pickles under other names, files of PyTorch.', 'Refused by their first bytes and their type; there is no reader of pickles for uploads.', {
    'test/server/ingest/refusals.test.ts': ['%s: says how to export', 'a pickle, a .npy, text and nothing that are called .npz', 'a PyTorch file that is called .npz', 'numpy wrote %s'],
  }],
  [28, 'headers of arrays', 'Headers that are too long, of unknown versions, with wrong keys, shapes and types.', 'Read or refused in one sentence, at once, without memory of the size that they claim.', {
    'test/server/ingest/readers/npy-header.test.ts': ['a header says what it was made of, in every version', 'whatever the text, it is read or refused in one sentence, at once'],
    'test/server/ingest/refusals.test.ts': ['headers of arrays', 'a header of 4 GiB, and one longer than its file'],
    'test/server/ingest/readers/read-rows.test.ts': ['numbers come back as they were written, in every order of bytes, rows and columns, stored and deflated'],
  }],
  [29, 'data of another length', 'Data shorter and longer than their header says.', 'Refused.', {
    'test/server/ingest/refusals.test.ts': ['headers of arrays', 'cut anywhere'],
  }],
  [30, 'safetensors', 'Header lengths, offsets, holes, overlaps, doubled keys and texts that do not hold together.', 'All refused.', {
    'test/prisma/snapshot/safetensors.test.ts': ['whatever the bytes, the reader answers or refuses, and does nothing else', 'a file as the reference library writes it is read'],
    'test/server/ingest/refusals.test.ts': ['what its reader refuses names the file'],
  }],
  [31, 'arrays that do not fit', 'Labels out of range, float and one-hot labels, numbers of samples and features that differ, a turned classifier, missing classes.', 'Refused with the exact sentence of what was expected; a turned classifier is named, never guessed.', {
    'test/server/ingest/refusals.test.ts': ['arrays', 'a bias without a weight', 'the same checks of shapes and labels'],
    'test/prisma/snapshot/moments.test.ts': ['empty classes are refused by name', 'the label %d is refused with the place of its sample'],
  }],
  [32, 'features that are no numbers', 'NaN and infinities among the features of a file.', 'Refused with their number and the first place; with `allowNonFinite` recorded without those samples, which the run says.', {
    'test/server/ingest/non-finite.test.ts': ['are refused with how many there are of each and where the first is', 'are left out on request, and the run says so', 'of a whole class leave nothing to record, allowed or not'],
  }],
  [33, 'uploads that break', 'Interrupted, slow, parallel uploads, wrong digests, lengths and offsets, quotas under races.', 'Nothing half is recorded, one content is stored once, what is left over goes, and the quota holds.', {
    'test/server/ingest/uploads.test.ts': ['a connection that broke goes on where it stopped', 'another content than the digest says is refused and leaves nothing', 'the same file from many at once is stored once', 'the quota holds where many files come at once, for each caller of its own', 'an unfinished file goes after an hour, a whole one after a day, and their room is free again'],
    'test/server/ingest/slow-senders.test.ts': ['a sender of one byte now and then is cut at the limit of a request, and its bytes stay'],
  }],
  [34, 'names of files', 'Names with markup, marks of direction, ten kilobytes, line breaks and device names.', 'A text in the log and nothing else, cut to 200 characters.', {
    'test/server/ingest/record-epoch.test.ts': ['a file name of any kind is a text in the log, cut to 200', 'an array named with markup and line breaks is named in the answer as text, and nothing else'],
  }],
  [35, 'damaged files of every kind', 'Files changed at random: bytes, fields, pieces cut out and put in. The long form tries 100,000.', 'Measured or refused in one sentence, quickly, without large allocations.', {
    'test/server/ingest/readers/fuzz.test.ts': ['damaged copies of %s are measured or refused in one sentence, quickly and without large allocations', 'a changed byte of the header of a stored file never changes a value without a word'],
    'test/prisma/snapshot/safetensors.test.ts': ['whatever the bytes, the reader answers or refuses, and does nothing else'],
  }, {}],
];

const GRAPHQL: Row[] = [
  [36, 'deep queries', 'Queries of many levels, by fields and by fragments, over HTTP and WebSocket.', 'DEPTH_EXCEEDED or a refusal to parse; the process lives.', {
    'test/server/access/limits.test.ts': ['is refused with ${code} over HTTP', 'is refused with ${code} over WebSocket'],
  }],
  [37, 'wide queries', 'Aliases, root fields, directives, fragments that fan out or call themselves, over HTTP and WebSocket.', 'Refused before anything is resolved.', {
    'test/server/access/limits.test.ts': ['is refused with ${code} over HTTP', 'is refused with ${code} over WebSocket', 'a refusal tells the limit and what was sent'],
  }],
  [38, 'large and disguised bodies', 'Comments of megabytes, documents and bodies over their limits, packed bodies, other character sets.', 'Refused in JSON.', {
    'test/server/access/limits.test.ts': ['is refused with ${code} over HTTP'],
    'test/server/http-app.test.ts': ['a body that is %s gets JSON, not a page with a stack', '%s does not unpack a compressed body, small or large'],
  }],
  [39, 'batches and guessing', 'Batches, many mutations in one request, many tries of a token or a link.', 'Batches are refused, points are counted by field, and tries are limited.', {
    'test/server/http-app.test.ts': ['a batch of operations is refused'],
    'test/server/access/allowance.test.ts': ['120 mutations a minute, counted by field: ten in one request are ten', 'many wrong tokens from one address are refused with 429, and wait for the minute to pass'],
    'test/server/people/share-link.test.ts': ['the 61st request of a link within a minute is refused, and another link is not'],
  }],
  [40, 'wrong variables', 'Numbers out of range, pages of wrong sizes, a thousand wrong variables, names of prototypes.', 'BAD_USER_INPUT, at most twenty errors, and no object changed by a name.', {
    'test/server/access/allowance.test.ts': ['of a thousand errors twenty are told'],
    'test/server/runs/list-runs.test.ts': ['first: %i is refused as BAD_USER_INPUT', 'what is no cursor, and a cursor of another filter, are refused as BAD_USER_INPUT'],
    'test/faults/odd-variables.test.ts': ['%s is refused as what it is', 'names of prototypes in variables and bodies change nothing'],
  }],
  [41, 'questions about the schema', 'A stranger at a public address asks for the schema, for suggestions, for GraphiQL.', 'Refused and hidden.', {
    'test/server/access/public-address.test.ts': ['the schema is told to admins alone', 'what was meant by a wrong name is told to admins alone', '%s shows a stranger nothing'],
  }],
  [42, 'unexpected errors', 'A resolver throws, a table is gone, a value cannot be written.', 'The client learns a request id and nothing else; the log has the cause.', {
    'test/server/access/present-error.test.ts': ['anything else is masked under a request id, which the log has together with the cause', 'is masked over HTTP, without SQL or paths', 'is masked over WebSocket alike'],
  }],
  [43, 'slow and idle connections', 'Slow headers, slow bodies, slow readers, idle connections, requests in one go.', 'Cut at their limits, and others are served meanwhile.', {
    'test/faults/slow-connections.test.ts': ['headers that come too slowly are cut', 'more connections than there may be are turned away, and others go on', 'requests sent in one go are answered in their order', 'hundreds of idle connections hold up nobody'],
    'test/server/ingest/slow-senders.test.ts': ['an ordinary request whose body does not come ends; one that came may take its time'],
  }],
  [44, 'abuse of sockets', 'No greeting, two, garbage, doubled ids, large messages, floods of pings, never reading, endless subscribing.', 'Closed with the code of each; memory returns, and the log is not flooded.', {
    'test/server/access/socket-handshake.test.ts': ['a socket that %s is closed with %i', 'the same id twice is closed with 4409', 'a client that only pings is cut off', 'a client that does not read is cut off once 1 MiB waits for it', 'nothing of all this is written to the log, line by line with a stack'],
  }],
  [45, 'subscriptions without right', 'A 21st subscription; a token ends or its person may do less while subscribed.', 'The 21st is refused; the stream ends within five seconds.', {
    'test/server/access/limits.test.ts': ['the 21st operation on one WebSocket is refused, and one that ends makes room'],
    'test/server/access/identify.test.ts': ['a running subscription ends within 5 s when its token is %s (%i)'],
  }],
];

const ACCESS: Row[] = [
  [46, 'who may ask for what', 'Every field of the schema is asked for by every kind of caller.', 'What the table of roles says; a field without a role fails the test.', {
    'test/server/access/role-census.test.ts': ['every field of the schema stands in the table, and nothing else does', 'every query, mutation and subscription says by a decorator who may ask, and says what the table says', '%s asks for %s'],
  }],
  [47, 'ids of others', 'Ids of another study through every argument that takes one, and in cursors.', 'The same answer as for an id of nothing.', {
    'test/server/access/foreign-ids.test.ts': ['to a share link, %s answers for objects of another study as for none', 'a cursor that somebody who sees all got leads a link to its own objects only'],
    'test/server/runs/node.test.ts': ['a share link sees no node that its typed path would not show'],
  }],
  [48, 'fields that are not yours to set', 'Inputs with role, author, verdict or version where they have none.', 'Refused by the schema.', {
    'test/server/studies/change-study.test.ts': ['what a client must not set is not in the input'],
  }],
  [49, 'stored markup', 'Markup and scripts in the names of studies, runs, tags, notes, classes, views, in errors, exports and addresses, in a real browser.', 'Text is shown as text; nothing of it runs, and nothing is fetched from elsewhere.', {
    'test/browser/stored-markup.test.ts': ['%s shows stored markup as text', 'an export as SVG holds it as text too', 'nothing ran and nothing was fetched from elsewhere'],
    'test/server/ingest/record-epoch.test.ts': ['an array named with markup and line breaks is named in the answer as text, and nothing else'],
  }],
  [50, 'formulas in CSV', 'Cells that a spreadsheet would run, with commas, quotes, line breaks, and negative numbers.', 'Texts are quoted and guarded, numbers stay numbers, and all reads back equal.', {
    'test/server/export/write-table.test.ts': ['a text that begins like a formula, %j, is kept a text', 'the number %d stays a number', 'any text and any number come back from CSV and NDJSON'],
    'test/server/export/tables.test.ts': ['CSV quotes and guards texts, never numbers, and reads back equal'],
  }],
  [51, 'SQL in questions', 'Signs of SQL in filters, orders, searches, ids and tags.', 'Sought as they stand; every value is a parameter.', {
    'test/server/runs/filter-runs.test.ts': ['text %j is sought as it stands', '%s is refused as BAD_USER_INPUT'],
  }],
  [52, 'addresses that a client names', 'Addresses of webhooks, the only field that takes one: private ones, redirects, other spellings, names that change their address, answers without end.', 'The server asks hosts that an admin allowed and no others, at an address that was checked; redirects are not followed.', {
    'test/server/webhooks/address-rule.test.ts': ['%s is of a private network: only where that is allowed', '%s is this machine: only where the setting says so', '"%s" is never allowed'],
    'test/server/webhooks/host-name.test.ts': ['"%s" is no host', '"%s" is no address for a webhook'],
    'test/server/webhooks/send.test.ts': ['a redirect (%i) is an answer like any other: nobody is asked in its place', 'a name is looked up once, and the line goes to the address that was found then', 'a name that has a public and a forbidden address is not asked at all', '%s is refused in every spelling, whatever is allowed', 'who answers without end has answered, and is left after a few kilobytes or a second'],
    'test/server/webhooks/webhook.test.ts': ['a host that is taken off the list is not asked any more: what waits is given up, what comes is refused', 'without the setting this machine is closed, also by a name that resolves to it, and private networks are where no entry opens them'],
  }],
  [53, 'paths', 'Dots, escapes, NUL and long names in the addresses of files, exports and snapshots.', '404; files are found by ids alone.', {
    'test/server/http-app.test.ts': ['/healthz and /readyz answer, anything else is 404 in JSON'],
    'test/server/ingest/uploads.test.ts': ['a digest that is none is no path'],
    'test/faults/odd-paths.test.ts': ['%s leads to no file'],
  }],
  [54, 'code in filters', 'Words of programming languages where a filter or a formula is expected.', 'Refused by type: formulas are part of the program and have ids.', {
    'test/server/runs/filter-runs.test.ts': ['%s is refused as BAD_USER_INPUT', 'text %j is sought as it stands'],
  }],
  [55, 'telling tokens apart', 'Unknown, expired, revoked and malformed tokens.', 'One and the same answer.', {
    'test/server/access/identify.test.ts': ['absent, unknown, expired, revoked, shut out, malformed: one and the same 401'],
  }],
  [56, 'planted sessions', 'A cookie set beforehand, one kept after signing out, a changed role, sockets that stay.', 'Signing in makes a new session, an old one is dead at once, and sockets follow.', {
    'test/server/people/session.test.ts': ['a cookie that was planted before is not the session after signing in; the session before it ends', 'signing out ends the session on the server, whoever kept its cookie, and its sockets within 5 s', "a session ends with its token, and follows its person's role"],
  }],
  [57, 'requests of other pages', 'Forms, GET queries, WebSockets and uploads from a page of another origin.', 'Refused.', {
    'test/server/http-app.test.ts': ['a form of another page cannot ask: text/plain is refused', 'a GET without a header that pages cannot send is refused'],
    'test/server/access/same-origin.test.ts': ['a WebSocket with %j is refused with 403', 'is refused with 403 for a page of a foreign Origin'],
    'test/server/people/session.test.ts': ['forms and pages of other origins cannot sign in or out'],
  }],
  [58, 'open addresses', 'A start at a public address without a good token; foreign hosts, origins and forwarded headers at the local one.', 'The start is refused; the request is refused; no header makes a caller local.', {
    'test/server/access/public-address.test.ts': ["with the admin's token %j a server that others can reach does not start", 'failed tries count for the address that the proxy names, and only for what our own proxy wrote'],
    'test/server/access/same-origin.test.ts': ['host %s with origin %s is refused', 'is refused with 403 under a foreign Host'],
    'test/server/access/identify.test.ts': ["a request with %s came through a proxy and is nobody's"],
  }],
  [59, 'too many requests', 'Ten times the allowance from one token, many tokens, many addresses.', '429 with Retry-After; others are not affected.', {
    'test/server/access/allowance.test.ts': ['the points of a minute come to an end, for one token and not for another, before any work', 'a refusal says when to come back, in the answer and in headers; other answers say what is left', 'the 21st question at once is refused, another token is not, and who goes away makes room'],
  }],
  [60, 'secrets that leak', 'Tokens, passwords, links and the address of the database are planted and sought in logs, errors, the audit log, exports and pages.', 'Found nowhere.', {
    'test/faults/planted-secrets.test.ts': ['no planted secret is found in %s'],
    'test/server/access/public-address.test.ts': ['no secret stands in the log'],
    'test/server/people/people.test.ts': ['a token is shown once: repeated under its key the same token comes without its secret, and no row holds the secret'],
  }],
  [61, 'share links', 'Links that are guessed, expired, revoked, or asked for more than their study.', 'Refused, and counted.', {
    'test/server/people/share-link.test.ts': ['a link made, opened, counted, and gone when it is revoked', 'a link cannot lead to %j', 'a link without names shows no machine'],
    'test/server/access/identify.test.ts': ['shows one study, and is refused when it is expired or revoked'],
  }],
  [62, 'packages', 'The lock file names old versions of packages with known holes, or unknown licences.', 'The test fails until they are answered.', {
    'test/faults/packages.test.ts': ['packages with known holes are newer than these', 'every package that is shipped has a licence from the list'],
  }],
];

const LOAD: Row[] = [
  [63, 'many readers', 'Fifty people browse and compare hundreds of runs at once; in the long form 5,000 runs of 300 epochs.', 'Every page comes, none costs the server more than for one person, and its memory is bounded.', {
    'test/faults/many-readers.test.ts': ['fifty people browse and compare at once: every page comes, none costs more than it costs one person, and memory is bounded'],
  }, {}],
  [64, 'many subscribers', 'Hundreds of subscribers hear a trainer that publishes many events a second.', 'Each hears each event once and in order, also after it reconnects.', {
    'test/server/live/event-feed.test.ts': ['concurrent writers leave no gap: every subscriber hears every event once, in the order of ids', 'a reader that lags behind its buffer reads the rest from the record, without gap or double'],
    'test/faults/many-subscribers.test.ts': ['three hundred subscribers hear the last epoch of twenty a second within seconds'],
  }],
  [65, 'long use', 'Training, browsing and restarts for a few rounds; in the long form for half an hour.', 'Memory, handles and connections stay as they were.', {
    'test/faults/long-use.test.ts': ['memory, handles and connections stay as they were while runs are trained, read and begun anew'],
  }, {}],
  [66, 'a hundred ask at once', 'A hundred clients ask for the same value that nobody measured; the measuring fails once; one goes away.', 'It is measured once; a failure is not remembered; who goes away takes nothing from the others.', {
    'test/faults/stampede.test.ts': ['a hundred clients of two servers that ask for one cold curve have it measured once', 'a client that goes away does not take the answer from the others'],
    'test/server/measuring/measured-outcomes.test.ts': ['two servers asked for one cold curve at once measure it once', 'what another server is measuring is PENDING in time, and is announced when it is there', 'a worker that breaks off fails its question with MEASURING_FAILED, and the next question is answered'],
  }],
  [67, 'values of old formulas', 'The version of a formula is raised, a snapshot is replaced.', 'An old value never answers for a new version, and stays readable under its own.', {
    'test/server/runs/filter-runs.test.ts': ['a version that is not the catalogue’s is read from the record, and never pending'],
  }],
  [68, 'damaged values', 'A byte of a stored value, reason or warning is changed, or the row is moved to another key.', 'Noticed by its checksum, computed again and replaced.', {
    'test/server/measuring/series.test.ts': ['a cache row with a changed %s is noticed, computed again and replaced'],
    'test/server/measuring/null-reference.test.ts': ['a kept value is given without drawing, a damaged one is drawn again and replaced'],
    'test/faults/moved-values.test.ts': ['a value that was moved to another %s is computed again and replaced'],
  }],
  [69, 'one number, many ways', 'The same metric from the cache, computed anew, by the command, by numpy, in other batches and orders.', 'Equal to 1e-9.', {
    'test/server/metrics/golden.test.ts': ['%s agrees with numpy'],
    'test/server/measuring/series.test.ts': ['the columns are the values of measuring each snapshot directly'],
    'test/server/ingest/measure.test.ts': ['golden case %s: every metric agrees with numpy'],
    'test/prisma/snapshot/moments.test.ts': ['how the samples are cut into batches changes no bit', 'the order of the samples changes nothing beyond rounding'],
    'test/server/clients/python.test.ts': ['a training loop logs, and reads the numbers of the measure command back'],
  }],
  [70, 'a search for damage', 'Three faults are planted among all snapshots, and the record is searched for damage.', 'Exactly three are found and named.', {
    'test/launch/doctor.test.ts': ['the scrub finds exactly the faults that were planted, each with its run and epoch'],
  }],
  [71, 'backup and return', 'A backup is made while a run is trained, and brought back on another machine.', 'Rows, digests and values are the same; a target that is not empty is refused.', {
    'test/prisma/backup/backup.test.ts': ['every table comes back as it was, in a new database, with its triggers, keys and numbers', 'a backup is of one moment, however much others write meanwhile', 'a record with rows is never restored into, and stays as it is', 'a file that is cut or has one wrong byte anywhere is refused, and nothing is there afterwards'],
  }],
  [72, 'an old backup under a running trainer', 'An older backup is brought back while a trainer still runs.', 'Its writes are refused, and the run goes on from the restored checkpoint.', {
    'test/faults/older-record.test.ts': ['a trainer whose record became an older one writes nothing more of its attempt, and the run goes on from the older checkpoint'],
  }],
  [73, 'export and import', 'A study is exported, imported twice, and imported by an older program.', 'The second import changes nothing; the older program refuses with both versions.', {
    'test/server/export/archive.test.ts': ['a study comes back in an empty record as it was: every row, every byte, every float', 'an import says so in the audit log and in the news, and a second one changes nothing'],
    'test/server/export/archive-refusals.test.ts': ['%s is refused before anything is written'],
  }],
  [74, 'deleted runs', 'A run with values and views is put aside and deleted.', 'All of its own goes in one transaction, values that others have too stay, and the audit log stays.', {
    'test/server/runs/change-runs.test.ts': ['runs that are over are deleted with all of theirs; what is in training is not', 'values of a digest that another run has too outlive the deletion of one'],
  }],
  [75, 'large records', 'Thousands of tags, a name of 200 wide characters, a run of 100,000 epochs.', 'Lists and curves stay usable and within their limits.', {
    'test/faults/large-record.test.ts': ['a run of 100,000 epochs has a thinned curve and pages of its epochs', '5,000 tags and a name of 200 wide characters are listed, sought and shown'],
  }],
];

export const FAULTS: readonly Fault[] = [PROCESSES, UPLOADS, GRAPHQL, ACCESS, LOAD]
  .flat()
  .map(([row, title, provoked, expected, shownBy, longer]) => ({ row, title, provoked, expected, shownBy, ...(longer && { longer }) }));
