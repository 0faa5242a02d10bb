import { type DocumentNode, print } from 'graphql';

/** What JSON gives: whoever asked knows its shape. */
type Answered = ReturnType<typeof JSON.parse>;

/** What came back of a question, also where it was refused. */
export interface Answer {
  status: number;
  retryAfter: string | null;
  data: Answered;
  codes: string[];
}

/** Asks over HTTP. Rejects only where there is no answer in JSON. */
export async function ask(url: string, query: DocumentNode | string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
  const body = JSON.stringify({ query: typeof query === 'string' ? query : print(query), variables });
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return toAnswer(response.status, response.headers.get('retry-after'), await response.text());
}

/** @throws SyntaxError where the text is no JSON */
export function toAnswer(status: number, retryAfter: string | null, text: string): Answer {
  const { data, errors = [] } = JSON.parse(text) as { data?: Answered; errors?: { extensions: { code: string } }[] };
  return { status, retryAfter, data, codes: errors.map(({ extensions }) => extensions.code) };
}

/** The data of a question that nothing may be wrong with. */
export async function demandAnswer(...asked: Parameters<typeof ask>): Promise<Answered> {
  const { status, data, codes } = await ask(...asked);
  if (status !== 200 || codes.length > 0) throw new Error(`status ${status} ${codes.join(' ')}`);
  return data;
}
