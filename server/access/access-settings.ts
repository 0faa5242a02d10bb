/** What of the settings decides who may ask. */
export interface AccessSettings {
  /** whether only this machine can reach the server: it listens on loopback, and no proxy and no public address is configured */
  isLoopback: boolean;
  /** sha256 of COLLAPSAR_ADMIN_TOKEN; null when it is not set */
  adminTokenHash: string | null;
  /** whether browsers reach the server by https, so that cookies can be kept to it */
  isSecure: boolean;
  /** proxies in front of the server, whose X-Forwarded-For is believed */
  proxies: number;
  /** pages of other origins that may ask with a token */
  corsOrigins: ReadonlySet<string>;
}

/** A server that nothing but this machine reaches, as started without any setting. */
export const LOOPBACK_ONLY: AccessSettings = { isLoopback: true, adminTokenHash: null, isSecure: false, proxies: 0, corsOrigins: new Set() };
