'use client';
import { useRouter } from 'next/navigation';
import { useMay } from '../account/viewer.ts';
import { dayOf } from '../formats/times.ts';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { DeleteStudyDocument, type StudyEntry } from './studies-documents.ts';

/** Where the recorded study came from, and how to be rid of it: an import brings it back, so one click is enough. */
export function RecordedNote({ study }: { study: StudyEntry }) {
  const mayDo = useMay();
  const router = useRouter();
  const { send, isBusy, problem } = useChange(DeleteStudyDocument);
  if (!study.recorded) return null;
  const { madeAt, command, codeVersions, node, processor } = study.recorded;
  const remove = async () => {
    if (await send({ input: { studyId: study.id } })) router.push('/');
  };
  return (
    <div className="row">
      <p className="note-text">
        Recorded on {dayOf(madeAt)} by <code className="mono">{command}</code> with version {codeVersions.join(', ')} on {processor}, Node {node}, and brought along so that these pages are not empty. Every
        number in it was measured; none is invented.
      </p>
      {mayDo('deleteStudy') && (
        <button type="button" className="btn" disabled={isBusy} onClick={() => void remove()} title="node collapsar.mjs import prisma/recorded/study.tar.gz brings it back">
          Remove it
        </button>
      )}
      {problem && <Failure problem={problem} />}
    </div>
  );
}
