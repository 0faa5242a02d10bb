import { type FormulaPart, formulaParts } from './formula-parts.ts';

/** A formula of the catalogue, typeset by the browser. */
export function Formula({ text, isBlock = false }: { text: string; isBlock?: boolean }) {
  return (
    <math className="formula" display={isBlock ? 'block' : 'inline'}>
      <Row parts={formulaParts(text)} />
    </math>
  );
}

function Row({ parts }: { parts: readonly FormulaPart[] }) {
  // a formula never changes while it is shown: its places are its keys
  return (
    <mrow>
      {parts.map((part, i) => (
        <Part key={[i, part.kind].join(' ')} part={part} />
      ))}
    </mrow>
  );
}

function Part({ part }: { part: FormulaPart }) {
  if (part.kind !== 'scripts') return <Leaf kind={part.kind} text={part.text} />;
  const { base, sub, sup } = part;
  if (sub && sup) {
    return (
      <msubsup>
        <Part part={base} />
        <Row parts={sub} />
        <Row parts={sup} />
      </msubsup>
    );
  }
  const Scripted = sub ? 'msub' : 'msup';
  return (
    <Scripted>
      <Part part={base} />
      <Row parts={sub ?? sup ?? []} />
    </Scripted>
  );
}

function Leaf({ kind, text }: { kind: 'identifier' | 'number' | 'operator' | 'word'; text: string }) {
  if (kind === 'identifier') return <mi>{text}</mi>;
  if (kind === 'number') return <mn>{text}</mn>;
  if (kind === 'operator') return <mo stretchy="false">{text}</mo>;
  // a thin space, or the word would stand close to what it is applied to
  return <mtext>{`${text}\u2009`}</mtext>;
}
