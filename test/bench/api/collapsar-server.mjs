// The built server without the dashboard, as a process of its own: prints its address to whoever forked it.
import { startServer } from '../../../dist/server/start-server.js';

const server = await startServer({ databaseUrl: process.env.DATABASE_URL, port: 0 });
process.send({ url: server.url });
process.on('disconnect', () => server.stop().then(() => process.exit(0)));
