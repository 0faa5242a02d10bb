/** How a receiver checks what comes, in two languages; the same text stands in docs/webhooks.md and is run by a test. */
export const SIGNATURE_EXAMPLES = {
  node: `import { createHmac, timingSafeEqual } from 'node:crypto';

// headers: by their names in small letters; body: the text as it came, before JSON.parse
export function isGenuine(secret, headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures } = headers;
  // older than five minutes: somebody may be sending again what they overheard
  if (!(Math.abs(Date.now() / 1000 - Number(seconds)) < 300)) return false;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mine = Buffer.from('v1,' + createHmac('sha256', key).update(\`\${id}.\${seconds}.\${body}\`).digest('base64'));
  return signatures.split(' ').some((each) => {
    const theirs = Buffer.from(each);
    return theirs.length === mine.length && timingSafeEqual(theirs, mine);
  });
}
`,
  python: `import base64, hashlib, hmac, time

# headers: by their names in small letters; body: the bytes as they came, before json.loads
def is_genuine(secret: str, headers: dict, body: bytes) -> bool:
    seconds = headers["webhook-timestamp"]
    # older than five minutes: somebody may be sending again what they overheard
    if abs(time.time() - int(seconds)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{seconds}.".encode() + body
    mine = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(mine, each) for each in headers["webhook-signature"].split(" "))
`,
} as const;

export type ExampleLanguage = keyof typeof SIGNATURE_EXAMPLES;
