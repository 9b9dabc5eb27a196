/** A proxy in front of PostgreSQL that loses the connection around a COMMIT. */

import { connect, createServer, type Socket } from 'node:net';

export type CuttingProxy = {
  readonly port: number;
  /** The next COMMIT reaches the server, its answer never comes back. */
  cutAfterCommit(): void;
  /** The next COMMIT never reaches the server. */
  cutBeforeCommit(): void;
  cuts(): number;
  stop(): Promise<void>;
};

export function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  let armed: 'no' | 'before' | 'after' = 'no';
  let cuts = 0;
  const open = new Set<Socket>();

  const server = createServer((client) => {
    const database = connect(serverPort, '127.0.0.1');
    let silent = false;
    for (const socket of [client, database]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    client.on('close', () => database.end());
    database.on('close', () => client.destroy());
    database.on('data', (chunk) => {
      if (silent) client.destroy();
      else client.write(chunk);
    });
    client.on('data', (chunk) => {
      if (armed !== 'no' && chunk.includes('COMMIT\0')) {
        cuts += 1;
        if (armed === 'before') client.destroy();
        else database.write(chunk);
        silent = true;
        armed = 'no';
      } else database.write(chunk);
    });
  });

  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (!address || typeof address === 'string') return reject(new Error('no port'));
      resolve({
        port: address.port,
        cutAfterCommit: () => {
          armed = 'after';
        },
        cutBeforeCommit: () => {
          armed = 'before';
        },
        cuts: () => cuts,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of open) socket.destroy();
          }),
      });
    });
  });
}
