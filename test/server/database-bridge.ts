import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the database that can be cut and mended. */
export class DatabaseBridge {
  /** the database's address over the bridge */
  readonly url: string;
  /** connections that were turned away while it was cut */
  refusals = 0;
  #isCut = false;
  #isSilent = false;
  readonly #sockets = new Set<Socket>();

  private constructor(
    readonly server: Server,
    to: URL,
  ) {
    const { port } = server.address() as { port: number };
    const over = new URL(to);
    over.host = `127.0.0.1:${port}`;
    this.url = over.toString();
    server.on('connection', (near) => this.#carry(near, to));
  }

  static async to(databaseUrl: string): Promise<DatabaseBridge> {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return new DatabaseBridge(server, new URL(databaseUrl));
  }

  /** From now on connections break, those that are open and those that come. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  mend(): void {
    this.#isCut = false;
    this.#isSilent = false;
  }

  /** From now on nothing is carried and nobody is told, as where packets are dropped; connections of this time stay silent for ever. */
  hush(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** Cut for good. */
  end(): void {
    this.cut();
    this.server.close();
  }

  #carry(near: Socket, to: URL): void {
    near.on('error', () => {});
    if (this.#isCut) {
      this.refusals++;
      near.destroy();
      return;
    }
    if (this.#isSilent) {
      this.#sockets.add(near);
      return;
    }
    const far = connect(Number(to.port), to.hostname);
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => [near, far].map((end) => end.destroy()));
    }
    near.pipe(far).pipe(near);
  }
}
