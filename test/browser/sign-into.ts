import type { BrowserContext } from 'playwright-core';

/** Signs a browser in with a token, as its page would. */
export async function signInto(context: BrowserContext, url: string, token: string): Promise<void> {
  const response = await context.request.post(`${url}/session`, { data: { token } });
  if (!response.ok()) throw new Error(`signing in was refused with ${response.status()}`);
}
