/** What the server had asked when it drew a page. */
export interface First {
  /** when, in ms: until the page lives in the browser, "now" is this moment */
  at: number;
  /** the newest event before the answers; null where there are none, or nothing follows them */
  cursor: string | null;
  /** answers as JSON, by the keys that urql gives to their questions */
  answers: Record<number, string>;
}
