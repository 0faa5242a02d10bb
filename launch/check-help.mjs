export const CHECK_HELP = `node collapsar.mjs check --study SLUG [options]
Asks a running server whether the completed runs of a study pass its checks, for continuous integration. Needs no build and no database.

  --study SLUG     the study
  --run ID         only this run; may be given again, and then no --study
  --wait SECONDS   how long to wait for values that are still measured (120)
  --json           the server's answer as JSON on standard output
  --server URL     (COLLAPSAR_URL, else http://127.0.0.1:4000)
  --token TOKEN    (COLLAPSAR_TOKEN; better there than in the list of processes)

What did not pass is listed, one line a check. Exit code: 0 passed, 1 a run failed a check, 2 undecided (a value is missing, nothing to check), or an error.
See docs/checks.md.`;
