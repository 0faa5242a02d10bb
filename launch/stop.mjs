/** A failure that has one sentence for people; anything else thrown is a bug and shows its stack. */
export class Stop extends Error {}
