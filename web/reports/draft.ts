/** What somebody wrote and did not save, kept in this browser alone. */
export interface Draft {
  title: string;
  body: string;
  /** the version that it was made from; null of a new report */
  version: number | null;
  at: string;
}

/** Under which name it lies: of a report, or of a new one in a study. */
export const draftKey = (reportId: string | null, studyId: string) => `collapsar.report.${reportId ?? `new.${studyId}`}`;

export function readDraft(key: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null;
    return draft && typeof draft.title === 'string' && typeof draft.body === 'string' && (draft.version === null || Number.isInteger(draft.version)) ? draft : null;
  } catch {
    return null;
  }
}

/** A browser may refuse, or be full: then there is no draft, and the page warns when it is left as it always does. */
export function keepDraft(key: string, draft: Draft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    dropDraft(key);
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // a browser that keeps nothing has nothing to drop
  }
}
