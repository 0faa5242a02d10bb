/** What uploads may cost; a test makes them small. */
export interface UploadLimits {
  /** of one file on the wire */
  fileBytes: number;
  /** of all files that a caller has here at once, begun ones with their full length */
  quotaBytes: number;
  /** from a request's first byte to its last */
  requestMs: number;
  /** without a single byte, after which a request is cut */
  idleMs: number;
  /** after its last byte, an unfinished file is removed */
  partialMs: number;
  /** after its last use, a whole file is removed: what was measured of it is in the record */
  keptMs: number;
}

const GIB = 2 ** 30;
const MINUTE = 60_000;

export const UPLOAD_LIMITS: UploadLimits = {
  fileBytes: GIB,
  quotaBytes: 20 * GIB,
  requestMs: 15 * MINUTE,
  idleMs: MINUTE / 2,
  partialMs: 60 * MINUTE,
  keptMs: 24 * 60 * MINUTE,
};
