'use client';
import { useState } from 'react';
import { Switch } from '../frame/Switch.tsx';
import { CopyLine } from '../launch/CopyLine.tsx';
import { type ExampleLanguage, SIGNATURE_EXAMPLES } from './signature-examples.ts';

const LANGUAGES: readonly { value: ExampleLanguage; label: string }[] = [
  { value: 'node', label: 'Node' },
  { value: 'python', label: 'Python' },
];

/** What a receiver does with a request, and how it knows who sent it. */
export function SignatureHelp() {
  const [language, setLanguage] = useState<ExampleLanguage>('node');
  return (
    <section className="panel" aria-labelledby="webhook-signature">
      <header>
        <h2 id="webhook-signature">For the receiver</h2>
        <span className="grow" />
        <Switch label="Language of the example" choices={LANGUAGES} value={language} onChange={setLanguage} />
      </header>
      <div className="body stack">
        <p className="note-text">
          Each request is JSON with <code>type</code>, <code>timestamp</code> and <code>data</code>, signed with the webhook’s secret as the Standard Webhooks specification says. Answer with 200 to 299 within ten seconds; anything else is tried
          again for a day, under the same <code>webhook-id</code>: do nothing twice for the same one.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard */}
        <section className="webhook-example" aria-label="Example that checks the signature" tabIndex={0}>
          <CopyLine text={SIGNATURE_EXAMPLES[language]} choices={[{ label: 'Copy', suffix: '' }]} />
        </section>
      </div>
    </section>
  );
}
