interface Payload {
  query: string;
  variables: Record<string, unknown>;
}

/**
 * A subscription's payload that remembers how far it has come: each message's cursor becomes its variable `after`.
 * The WebSocket client sends the same payload object again on a new link, so the subscription goes on behind the
 * last message that came, without a gap and without hearing everything twice.
 */
export function resumable(query: string, variables: Record<string, unknown>) {
  const payload: Payload = { query, variables: { ...variables } };
  const remember = (data: Record<string, unknown> | null | undefined) => {
    for (const message of Object.values(data ?? {})) {
      const cursor = (message as { cursor?: unknown } | null)?.cursor;
      if (typeof cursor === 'string') payload.variables.after = cursor;
    }
  };
  return { payload, remember };
}
