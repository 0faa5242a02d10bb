/** What callers may do, from least to most; each includes those before it. */
export const ACCESS = ['LINK', 'VIEWER', 'REVIEWER', 'OPERATOR', 'ADMIN'] as const;
export type Access = (typeof ACCESS)[number];

/** The smallest access that each mutation of these pages needs, as the server has it: a button for more is not shown. */
export const NEEDS = {
  createSavedView: 'VIEWER',
  deleteSavedView: 'VIEWER',
  editSavedView: 'VIEWER',
  markRead: 'VIEWER',
  markSeen: 'VIEWER',
  createToken: 'VIEWER',
  revokeToken: 'VIEWER',
  setUserColour: 'VIEWER',
  signOutEverywhere: 'VIEWER',
  askReview: 'REVIEWER',
  beginThread: 'REVIEWER',
  createShareLink: 'REVIEWER',
  deleteComment: 'REVIEWER',
  editComment: 'REVIEWER',
  giveVerdict: 'REVIEWER',
  reopenThread: 'REVIEWER',
  createReport: 'REVIEWER',
  deleteReport: 'REVIEWER',
  updateReport: 'REVIEWER',
  reply: 'REVIEWER',
  resolveThread: 'REVIEWER',
  takeBackVerdict: 'REVIEWER',
  editRun: 'REVIEWER',
  revokeShareLink: 'REVIEWER',
  setBaseline: 'REVIEWER',
  tagRuns: 'REVIEWER',
  withdrawReview: 'REVIEWER',
  archiveCheck: 'OPERATOR',
  archiveRuns: 'OPERATOR',
  archiveStudy: 'OPERATOR',
  cancelRuns: 'OPERATOR',
  createCheck: 'OPERATOR',
  createIngestedRun: 'OPERATOR',
  createStudy: 'OPERATOR',
  editStudy: 'OPERATOR',
  finalizeStudy: 'OPERATOR',
  finishRun: 'OPERATOR',
  launchRuns: 'OPERATOR',
  pauseRuns: 'OPERATOR',
  recordIngestedEpoch: 'OPERATOR',
  reopenStudy: 'OPERATOR',
  resumeRuns: 'OPERATOR',
  updateCheck: 'OPERATOR',
  updateStudyReview: 'OPERATOR',
  allowWebhookHost: 'ADMIN',
  createUser: 'ADMIN',
  createWebhook: 'ADMIN',
  deleteRuns: 'ADMIN',
  deleteStudy: 'ADMIN',
  deleteWebhook: 'ADMIN',
  disableUser: 'ADMIN',
  inviteUser: 'ADMIN',
  redeliverWebhook: 'ADMIN',
  removeWebhookHost: 'ADMIN',
  renameUser: 'ADMIN',
  rotateWebhookSecret: 'ADMIN',
  setUserRole: 'ADMIN',
  testWebhook: 'ADMIN',
  updateWebhook: 'ADMIN',
} as const satisfies Record<string, Access>;

/** What some inputs of a mutation need beyond the mutation itself. */
export const NEEDS_MORE = {
  /** a saved view for all, made or unmade */
  shareView: 'REVIEWER',
} as const satisfies Record<string, Access>;

export type Mutation = keyof typeof NEEDS;
export type Deed = Mutation | keyof typeof NEEDS_MORE;

const ALL: Record<Deed, Access> = { ...NEEDS, ...NEEDS_MORE };

/** Whether somebody may call a mutation; nobody knows who asks yet: no. */
export const may = (access: Access | null | undefined, deed: Deed): boolean =>
  access != null && ACCESS.indexOf(access) >= ACCESS.indexOf(ALL[deed]);

/** Why not, and what to do: where a whole page is for others. */
export function mayNotSentence(access: Access, mutation: Mutation, doing: string): string {
  const role = NEEDS[mutation].toLowerCase();
  if (access === 'LINK') return `${doing} is for people who have signed in; a share link only shows.`;
  return `${doing} needs the role ${role}, and yours is ${access.toLowerCase()}. Ask an admin.`;
}
