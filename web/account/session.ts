const PATH = '/session';

/** Signs this browser in. Null when it is done, else why not, in one sentence. */
export async function signIn(token: string, ask: typeof fetch = fetch): Promise<string | null> {
  try {
    const response = await ask(PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
    return response.ok ? null : refusalOf(response);
  } catch {
    return 'The server did not answer. Try again in a moment.';
  }
}

/** Signs this browser out; the server forgets the session, whoever kept its cookie. */
export async function signOut(ask: typeof fetch = fetch): Promise<void> {
  await ask(PATH, { method: 'DELETE' });
}

function refusalOf({ status, headers }: Response): string {
  if (status === 401) return 'This token is unknown, or its time is over. Check that all of it was pasted, or ask an admin for a new one.';
  if (status === 429) return `Too many tries from here. Try again in ${headers.get('retry-after') ?? '60'} s.`;
  if (status === 503) return 'The database does not answer just now. Try again in a few seconds.';
  return `The server refused (${status}). Try again, or ask whoever runs it.`;
}
