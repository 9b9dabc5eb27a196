/** Takes a TCP port, or says in one sentence which setting to change. */

import type { Server } from 'node:net';

export type ListenOptions = { readonly host: string; readonly port: number; readonly portVariable: string; readonly hostVariable: string };

function sentence(code: string | undefined, { host, port, portVariable, hostVariable }: ListenOptions): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is taken by another program: set ${portVariable} to a free one`;
    case 'EACCES':
      return `port ${port} may not be opened by this user: set ${portVariable} to one above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine: correct ${hostVariable}`;
    default:
      return `cannot listen on ${host}:${port} (${code ?? 'unknown'}): check ${hostVariable} and ${portVariable}`;
  }
}

/** Resolves with the port taken. */
export function listen(server: Server, options: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(sentence(error.code, options))));
    server.listen(options.port, options.host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : options.port);
    });
  });
}
