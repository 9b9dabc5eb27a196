/** Who may come in, by page and by broker, and what is noted of those who may not. */

import { type Accounts, openAccounts } from './adapters/accounts/accounts.ts';
import { openFieldSources } from './adapters/accounts/fieldSources.ts';
import type { Config } from './config.ts';
import type { Access, DoorRefusal, KnownIds } from './doorPorts.ts';
import { createFieldAccess } from './fieldAccess.ts';
import type { Journal } from './ports.ts';
import { createSecurityEvents } from './securityEvents.ts';

export type EntranceOptions = {
  readonly journal: Journal;
  readonly config: Pick<Config, 'RELIGHT_TOKEN' | 'RELIGHT_DEMO' | 'RELIGHT_MQTT_URL'>;
  readonly known: KnownIds;
  /** An area and all below it. */
  readonly subtree: (area: string) => readonly string[];
  /** Counts a refusal by its reason. */
  readonly count: (reason: string) => void;
  readonly failed: (error: unknown) => void;
};

export type Entrance = {
  readonly accounts: Accounts;
  /** For the embedded broker; an external one keeps its own list. */
  readonly field: Access;
  /** Behind an external broker the name of the sender is not known: then everybody may speak for everybody. */
  readonly maySpeakFor: Access['maySpeakFor'];
  /** Counts a refusal, and writes it down where it looks like an intrusion. */
  readonly refused: (refusal: DoorRefusal) => void;
  stop(): Promise<void>;
};

export async function openEntrance({ journal, config, known, subtree, count, failed }: EntranceOptions): Promise<Entrance> {
  const { RELIGHT_TOKEN: token, RELIGHT_DEMO: demo, RELIGHT_MQTT_URL: externalBrokers } = config;
  const now = Date.now;
  const accounts = await openAccounts({ journal, token, demo: demo === 'on', now });
  const fieldSources = await openFieldSources({ journal, now });
  const field = createFieldAccess({ accounts, fieldSources, known, subtree, token, now });
  const securityEvents = createSecurityEvents({ journal, now, failed });
  return {
    accounts,
    field,
    maySpeakFor: externalBrokers === undefined ? field.maySpeakFor : () => true,
    refused(refusal) {
      count(refusal.reason);
      securityEvents.note(refusal);
    },
    stop: securityEvents.stop,
  };
}
