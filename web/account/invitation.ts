const PATH = '/session/invite';

/** What this browser's invitation is for, and whether it still lets somebody in. */
export interface Invitation {
  state: 'open' | 'used' | 'over' | 'unknown' | 'unreachable';
  person: string | null;
  role: string | null;
}

const UNREACHABLE: Invitation = { state: 'unreachable', person: null, role: null };

export async function readInvitation(ask: typeof fetch = fetch): Promise<Invitation> {
  try {
    const response = await ask(PATH);
    return response.ok ? ((await response.json()) as Invitation) : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}

/** Uses the invitation up and signs this browser in; gives whether it was let in. */
export async function acceptInvitation(ask: typeof fetch = fetch): Promise<boolean> {
  try {
    return (await ask(PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).ok;
  } catch {
    return false;
  }
}

/** What the page says. */
export function invitationWords({ state, person, role }: Invitation): { title: string; text: string } {
  switch (state) {
    case 'open':
      return { title: `Welcome, ${person}`, text: `You are invited to Collapsar as ${role?.toLowerCase()}. The link is good for this once; it signs this browser in for 7 days. Make a token on your account page meanwhile: with it you sign in again later, and elsewhere.` };
    case 'used':
      return { title: 'This invitation was used', text: `It let ${person} in once. Sign in with a token, or ask an admin for a new invitation.` };
    case 'over':
      return { title: 'This invitation is over', text: 'It was not used in its 7 days, a newer one took its place, or its person is shut out. Ask an admin for a new one.' };
    case 'unknown':
      return { title: 'No invitation', text: 'This browser brings no invitation that is known here. Open the whole link again, or ask an admin for a new one.' };
    case 'unreachable':
      return { title: 'The server did not answer', text: 'Nothing was used up. Load the page again in a moment.' };
  }
}
