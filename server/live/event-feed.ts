import type { PrismaClient } from '../../prisma/client.ts';
import { listenForAll, tellPresence } from '../../prisma/events.ts';
import type { EventSource, RecordEvent } from '../access/request-context.ts';
import { eventsBehind, lastEventId, PAGE } from './event-rows.ts';
import { Inbox } from './inbox.ts';
import { PresenceBoard } from './presence-board.ts';

/** Pauses between two tries to read the record, in ms: doubled up to the longest. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 2000;
const LOOK_AGAIN_MS = 1000;

/** What a subscriber follows. */
interface Wish {
  after: bigint | undefined;
  isWanted: (event: RecordEvent) => boolean;
  studyId: string | null;
}

/**
 * Hands the record's events to the subscribers of this process. One connection listens for all of them; the notices
 * only say that there is something: the events themselves are read from the record, so that none is lost or told twice.
 */
export class EventFeed implements EventSource {
  readonly presence: PresenceBoard;
  readonly #record: PrismaClient;
  readonly #inboxes = new Set<Inbox>();
  readonly #stopListening: () => Promise<void>;
  /** the newest event that was handed out; null before the first look */
  #last: bigint | null = null;
  #isReading = false;
  #isNoticed = false;
  #isStopped = false;
  #nextLook: ReturnType<typeof setTimeout> | undefined;

  constructor(record: PrismaClient, databaseUrl: string) {
    this.#record = record;
    this.presence = new PresenceBoard((payloads) => tellPresence(record, payloads));
    const notice = () => void this.#handOut();
    const again = () => {
      notice();
      this.presence.greet();
    };
    this.#stopListening = listenForAll(databaseUrl, { event: notice, presence: (payload) => this.presence.hear(payload) }, again);
  }

  /** How many subscribers there are; none holds anything once it is gone. */
  get subscriberCount(): number {
    return this.#inboxes.size;
  }

  /** Ends every subscription and the listening connection. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#nextLook);
    for (const inbox of this.#inboxes) inbox.close();
    this.#inboxes.clear();
    await this.presence.stop();
    await this.#stopListening();
  }

  newest(studyId: string | null = null): Promise<bigint> {
    return lastEventId(this.#record, studyId);
  }

  follow(after: bigint | undefined, isWanted: (event: RecordEvent) => boolean, studyId: string | null = null): AsyncIterableIterator<RecordEvent> {
    const inbox = new Inbox();
    // registered before the record is read: an event that comes in between is then in both, and told once by its id
    this.#inboxes.add(inbox);
    const leave = () => {
      inbox.close();
      this.#inboxes.delete(inbox);
    };
    const events = this.#eventsFor(inbox, { after, isWanted, studyId }, leave);
    return {
      next: () => events.next(),
      return: (value) => {
        // a generator that waits for its inbox answers `return` only after its next event: closing the inbox wakes it
        leave();
        return events.return(value);
      },
      throw: (error) => {
        leave();
        return events.throw(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async *#eventsFor(inbox: Inbox, { after, isWanted, studyId }: Wish, leave: () => void): AsyncGenerator<RecordEvent, undefined> {
    try {
      let cursor = after ?? (await this.#start(inbox));
      while (!inbox.isClosed) {
        inbox.catchUp();
        for await (const event of this.#recorded(cursor, studyId, inbox)) {
          cursor = event.id;
          if (isWanted(event)) yield event;
        }
        for (let event = await inbox.next(); event !== 'behind'; event = await inbox.next()) {
          if (event === null) return;
          if (event.id <= cursor) continue;
          cursor = event.id;
          if (isWanted(event)) yield event;
        }
      }
    } finally {
      leave();
    }
  }

  /**
   * The number of the newest event. While the database is away, that of the newest one handed out: what is recorded
   * during the outage is new to whoever subscribes during it, and hearing an event from just before does no harm.
   */
  async #start(inbox: Inbox): Promise<bigint> {
    const known = this.#last;
    if (known === null) return (await patiently(inbox, () => lastEventId(this.#record))) ?? 0n;
    return lastEventId(this.#record).catch(() => known);
  }

  /** All events behind `cursor` that are in the record, of one study or of any. */
  async *#recorded(cursor: bigint, studyId: string | null, inbox: Inbox): AsyncGenerator<RecordEvent> {
    let last = cursor;
    for (let isMore = true; isMore && !inbox.isClosed; ) {
      const from = last;
      const events = (await patiently(inbox, () => eventsBehind(this.#record, from, studyId))) ?? [];
      yield* events;
      last = events.at(-1)?.id ?? last;
      isMore = events.length === PAGE;
    }
  }

  /** Reads what is new and hands it out; notices that come meanwhile lead to one more look. */
  async #handOut(): Promise<void> {
    this.#isNoticed = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isNoticed) {
        this.#isNoticed = false;
        await this.#readNew();
      }
    } catch {
      // the database is away or too slow; only in the first case is listening lost too, and its return a notice
      this.#lookAgain();
    } finally {
      this.#isReading = false;
    }
  }

  #lookAgain(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#nextLook);
    this.#nextLook = setTimeout(() => void this.#handOut(), LOOK_AGAIN_MS).unref();
  }

  async #readNew(): Promise<void> {
    if (this.#last === null) {
      this.#last = await lastEventId(this.#record);
      // a subscriber that looked into the record before this would miss what came in between
      for (const inbox of this.#inboxes) inbox.markBehind();
    }
    for (let isMore = true; isMore; ) {
      const events = await eventsBehind(this.#record, this.#last);
      for (const event of events) {
        this.#last = event.id;
        for (const inbox of this.#inboxes) inbox.deliver(event);
      }
      isMore = events.length === PAGE;
    }
  }
}

/** What `read` gives, tried again while it fails: a subscription outlives an outage. Null once nobody waits for it. */
async function patiently<T>(inbox: Inbox, read: () => Promise<T>): Promise<T | null> {
  for (let pause = FIRST_PAUSE_MS; !inbox.isClosed; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await read();
    } catch {
      await inbox.pause(pause);
    }
  }
  return null;
}
