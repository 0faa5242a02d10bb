import { createHash } from 'node:crypto';
import { createSourceEventStream, type DocumentNode, type ExecutionArgs, type ExecutionResult, execute, Kind, type OperationDefinitionNode, print, visit } from 'graphql';
import type { Caller } from './caller.ts';
import { type RecordEvent, RequestContext } from './request-context.ts';

/** A slow reader's answer is as young as anybody's. */
const SHARED_FOR_MS = 1000;
/** Answers that are kept at once; what comes beyond is answered for each subscriber alone. */
const MOST_KEPT = 1000;

/** What tells one person from another who may see the same. */
const PERSONAL = ['id', 'userId', 'person'] as const satisfies (keyof Caller)[];

interface Answer {
  begunAt: number;
  callerId: string;
  result: Promise<ExecutionResult>;
  /** whether it was made with regard to who asks: it is then nobody else's */
  isPersonal: () => boolean;
}

/** A subscription under way. */
interface Subscriber {
  args: ExecutionArgs;
  context: RequestContext;
  /** the same for all who ask the same and may see the same */
  alike: string;
  begunAt: number;
}

/**
 * Executes subscriptions: an event of the record once for all subscribers who ask the same of it and may see the same, however many they are.
 * Each has a stream of its own, with its own place in the record and its own pace.
 */
export class SharedAnswers {
  readonly #answers = new Map<string, Answer>();
  readonly #sharedForMs: number;

  /** @param sharedForMs how long the answer to an event is given to others, in ms */
  constructor(sharedForMs = SHARED_FOR_MS) {
    this.#sharedForMs = sharedForMs;
  }

  /** As graphql's `subscribe`. */
  async subscribe(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult, undefined> | ExecutionResult> {
    const context = args.contextValue as RequestContext;
    const subscriber = { args, context, alike: keyOf(args, context.caller), begunAt: performance.now() };
    const source = await createSourceEventStream(args);
    return Symbol.asyncIterator in source ? answered(source[Symbol.asyncIterator](), (event) => this.#answer(subscriber, event)) : source;
  }

  /** Null where nobody waits for it any more. */
  async #answer(subscriber: Subscriber, event: unknown): Promise<ExecutionResult | null> {
    const { life, caller } = subscriber.context;
    if (life.over) return null;
    const answer = this.#shared(subscriber, event) ?? begin(subscriber, event);
    const result = await answer.result;
    const isForeign = answer.isPersonal() && answer.callerId !== caller.id;
    const own = isForeign && !life.over ? await begin(subscriber, event).result : result;
    return life.over ? null : own;
  }

  /** What is answered to all who are alike, by whoever came first; not what was begun before this subscriber came, who may know something newer. */
  #shared(subscriber: Subscriber, event: unknown): Answer | null {
    if (!isOfRecord(event)) return null;
    const key = `${event.id} ${subscriber.alike}`;
    const known = this.#answers.get(key);
    if (known && known.begunAt >= subscriber.begunAt) return known;
    if (!known && this.#answers.size >= MOST_KEPT) return null;
    const answer = begin(subscriber, event);
    this.#answers.set(key, answer);
    setTimeout(() => this.#answers.get(key) === answer && this.#answers.delete(key), this.#sharedForMs).unref();
    return answer;
  }
}

const isOfRecord = (event: unknown): event is RecordEvent => typeof (event as Partial<RecordEvent> | null)?.id === 'bigint';

/** Executes in a context of its own: no row in it is older than this, and it does not end with the life of one subscriber. */
function begin({ args, context }: Subscriber, event: unknown): Answer {
  const { caller, isPersonal } = watched(context.caller);
  const contextValue = new RequestContext(context.record, context.events, caller);
  const begunAt = performance.now();
  return { begunAt, callerId: context.caller.id, isPersonal, result: Promise.resolve(execute({ ...args, rootValue: event, contextValue })) };
}

/** The caller, and whether anybody looked at who it is. */
function watched(caller: Caller): { caller: Caller; isPersonal: () => boolean } {
  let isPersonal = false;
  const copy = { ...caller };
  for (const name of PERSONAL) {
    const get = () => {
      isPersonal = true;
      return caller[name];
    };
    Object.defineProperty(copy, name, { get, enumerable: true });
  }
  return { caller: copy, isPersonal: () => isPersonal };
}

/** Says what is asked and what may be seen, by all of the caller that is not personal. */
function keyOf({ document, operationName, variableValues }: ExecutionArgs, caller: Caller): string {
  const used = usedVariables(document);
  const variables = Object.entries(variableValues ?? {}).filter(([name]) => used.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  const seen = Object.entries(caller).filter(([name]) => !PERSONAL.some((personal) => personal === name));
  return createHash('sha256').update(JSON.stringify([print(document), operationName, variables, seen])).digest('base64');
}

/** Names of the variables that answers depend on: not those which only say behind which event a subscription begins. */
function usedVariables(document: DocumentNode): Set<string> {
  const used = new Set<string>();
  visit(document, {
    enter(node) {
      if (node.kind === Kind.OPERATION_DEFINITION) return fromAnywhere(node);
      if (node.kind === Kind.VARIABLE_DEFINITION) return false;
      if (node.kind === Kind.VARIABLE) used.add(node.name.value);
      return undefined;
    },
  });
  return used;
}

/** The operation without its root field's argument `after`. */
function fromAnywhere(operation: OperationDefinitionNode): OperationDefinitionNode {
  const selections = operation.selectionSet.selections.map((field) => (field.kind === Kind.FIELD ? { ...field, arguments: field.arguments?.filter(({ name }) => name.value !== 'after') } : field));
  return { ...operation, selectionSet: { ...operation.selectionSet, selections } };
}

/** The answers to a source's events, one after the other as they are asked for. Leaving is told to the source at once, also while it is waited for. */
function answered(source: AsyncIterator<unknown>, answer: (event: unknown) => Promise<ExecutionResult | null>): AsyncIterableIterator<ExecutionResult, undefined> {
  const end = async () => {
    await source.return?.();
    return { done: true, value: undefined } as const;
  };
  return {
    async next() {
      const { done, value } = await source.next();
      if (done) return { done, value: undefined };
      const result = await answer(value).catch(async (error) => {
        await end();
        throw error;
      });
      return result ? { done: false, value: result } : end();
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
