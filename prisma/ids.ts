import { v7 } from 'uuid';

const PREFIXES = { run: 'run_', study: 'study_', snapshot: 'snap_', checkpoint: 'ckpt_', view: 'view_', user: 'user_', token: 'token_', link: 'link_', thread: 'thread_', comment: 'comment_', verdict: 'verdict_', reviewRequest: 'ask_', notice: 'notice_', check: 'check_', report: 'report_', webhook: 'hook_', delivery: 'delivery_', invite: 'invite_' } as const;

export type IdKind = keyof typeof PREFIXES;

/** A new id, e.g. `run_0199...`: the prefix tells people what it names, version 7 makes later ids sort after earlier ones. */
export function newId(kind: IdKind): string {
  return PREFIXES[kind] + v7();
}
