'use client';
import type { ReportNews } from './use-report.ts';

/** Says what somebody else did, at the lower edge: nothing that is being read moves. */
export function ReportNewsBar({ news, onRead }: { news: ReportNews; onRead: () => void }) {
  return (
    <div className="report-news" role="status">
      {news.kind === 'deleted' ? (
        'This report was deleted. What you read is still here until you leave.'
      ) : (
        <>
          <span>
            A newer version was saved{news.author ? ` by ${news.author}` : ''}: version {news.version}.
          </span>
          <button type="button" className="btn" onClick={onRead}>
            Read it
          </button>
        </>
      )}
    </div>
  );
}
