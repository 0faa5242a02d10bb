'use client';
import { useMay } from '../account/viewer.ts';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { ArchiveCheckDocument, type Check } from './checks-documents.ts';
import type { CheckRow } from './prepare-checks.ts';

interface CheckListProps {
  rows: readonly CheckRow[];
  onEdit: (check: Check) => void;
  onChanged: () => void;
}

/** The rules of a study in words, with how many runs keep to them. */
export function CheckList({ rows, onEdit, onChanged }: CheckListProps) {
  const mayDo = useMay();
  const archive = useChange(ArchiveCheckDocument);
  const putAside = async ({ id, archivedAt }: Check) => {
    if (await archive.send({ input: { checkId: id, isArchived: archivedAt === null } })) onChanged();
  };
  const isWriter = mayDo('updateCheck');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="body scroll-x" aria-label="Table of checks" tabIndex={0}>
      <table className="check-list">
        <thead>
          <tr>
            <th>Check</th>
            <th className="num">Passed</th>
            <th className="num">Failed</th>
            <th className="num">Undecided</th>
            {isWriter && (
              <th>
                <span className="hide">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ check, rule, counts }) => (
            <tr key={check.id} className={check.archivedAt ? 'shut-out' : undefined}>
              <td>
                <b>{check.name}</b> {check.archivedAt && <span className="chip">put aside</span>}
                <span className="sub">{rule}</span>
              </td>
              {(['PASSED', 'FAILED', 'UNDECIDED'] as const).map((result) => (
                <td key={result} className={`num${result === 'FAILED' && counts && counts.FAILED !== '0' ? ' c-bad' : ''}`}>
                  {check.archivedAt || !counts ? '' : counts[result]}
                </td>
              ))}
              {isWriter && (
                <td className="num nowrap">
                  {!check.archivedAt && (
                    <button type="button" className="btn plain" aria-label={`Change the check ${check.name}`} onClick={() => onEdit(check)}>
                      Change
                    </button>
                  )}
                  <button type="button" className="btn plain" disabled={archive.isBusy} aria-label={`${check.archivedAt ? 'Ask again' : 'Put aside'}: the check ${check.name}`} onClick={() => void putAside(check)}>
                    {check.archivedAt ? 'Ask again' : 'Put aside'}
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {archive.problem && <Failure problem={archive.problem} />}
    </section>
  );
}
