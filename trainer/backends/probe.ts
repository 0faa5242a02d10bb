import { CollapsarError } from '../../prisma/errors.ts';
import { startBackend, type WantedBackend } from './backend.ts';
import type { ProbeAnswer } from './probe-backend.ts';

/** `node probe.js <backend>`: starts it, tests it, prints one line of JSON (ProbeAnswer). */
startBackend(process.argv[2] as WantedBackend)
  .then(
    ({ reason }): ProbeAnswer => ({ line: reason }),
    (error: Error): ProbeAnswer => {
      if (error instanceof CollapsarError) return { code: error.code, message: error.message };
      return { code: 'BACKEND_FAILED', message: `The backend "${process.argv[2]}" fails: ${error.message}` };
    },
  )
  .then((answer) => process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0)));
