/** Checks the journal in PostgreSQL. */

import { connectForReading } from './postgres/connection.ts';
import { verifyTables } from './postgres/verify.ts';
import type { Verification, VerifyOptions } from './verifying.ts';

export type VerifyPostgresOptions = VerifyOptions & { readonly url: string; readonly schema?: string };

/** Rejects when the server cannot be reached or holds no journal; a damaged one is an answer. */
export async function verifyPostgresJournal({ url, schema = 'relight', ...options }: VerifyPostgresOptions): Promise<Verification> {
  const pool = connectForReading({ url, schema });
  try {
    const client = await pool.connect();
    try {
      return await verifyTables(client, options);
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}
