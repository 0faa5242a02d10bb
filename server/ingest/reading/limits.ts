/** What a file of an epoch may become: more than this is no page of a database. */
export const MOST_CORE_BYTES = 256 * 2 ** 20;
/** What the members of an archive may inflate to, all together. */
export const MOST_UNPACKED_BYTES = 2 ** 31;
/** Most features for which the p x p covariance is recorded beside the core: 1 MiB at p = 512, as of runs trained here. */
export const COVARIANCE_FEATURES = 512;
