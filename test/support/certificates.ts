/** A certificate authority of its own, made when a test starts, and a server certificate of it for this machine. */

import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = ['/usr/bin/openssl', '/usr/local/bin/openssl'].find((path) => existsSync(path));

export const withoutOpenssl: string | false = PROGRAM === undefined && 'needs openssl';

export type Certificates = { readonly ca: string; readonly cert: string; readonly key: string };

/** Writes ca.crt, server.crt and server.key into the folder. */
export function makeCertificates(folder: string): Certificates {
  const run = (args: readonly string[]): void => void execFileSync(PROGRAM ?? 'openssl', args, { cwd: folder, stdio: 'ignore' });
  const newKey = (name: string) => run(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', name]);
  newKey('ca.key');
  run(['req', '-x509', '-new', '-key', 'ca.key', '-days', '2', '-subj', '/CN=test authority', '-out', 'ca.crt']);
  newKey('server.key');
  run(['req', '-new', '-key', 'server.key', '-subj', '/CN=localhost', '-out', 'server.csr']);
  writeFileSync(join(folder, 'server.ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const signing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'server.ext'];
  run(['x509', '-req', '-in', 'server.csr', ...signing, '-out', 'server.crt']);
  return { ca: join(folder, 'ca.crt'), cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
}
