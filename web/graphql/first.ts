/** What the server had asked when it drew a page. */
export interface First {
  /** when, in ms: until the page lives in the browser, "now" is this moment */
  at: number;
  /** answers as JSON, by the keys that urql gives to their questions */
  answers: Record<number, string>;
}
