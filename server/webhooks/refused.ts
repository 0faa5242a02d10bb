/** A delivery that is against the rules: nothing was sent, and trying again would be no use. The message is one sentence. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
