/** Ends the run with one plain line, alone, that any program can read: `N passed, N failed, N skipped`. */
export default class PlainReporter {
  onTestRunEnd(files, errors) {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const file of files) countTests(file, count);
    count.failed += errors.length;
    // a run that found nothing to test has proved nothing
    if (count.passed + count.failed + count.skipped === 0) count.failed = 1;
    // written when Vitest's own summary is out
    process.once('exit', () =>
      console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`),
    );
  }
}

/** A file that could not even be read has no failed test, but must not pass for that. */
function countTests(file, count) {
  const failedBefore = count.failed;
  for (const test of file.children.allTests()) {
    const { state } = test.result();
    // a test still pending when the run ended was never judged
    count[state === 'pending' ? 'skipped' : state]++;
  }
  if (file.state() === 'failed' && count.failed === failedBefore) count.failed++;
}
