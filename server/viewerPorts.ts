/** What viewers may ask of the flow, and who may come in. */

import type { BoardSight } from '../shared/boardSight.ts';
import type { Delta } from '../shared/delta.ts';
import type { Compliance } from '../shared/records/compliance.ts';
import type { CrewSuggestions } from '../shared/records/crew.ts';
import type { EstimateAccuracy } from '../shared/records/estimateAccuracy.ts';
import type { JobDetail, JobEvidence, JobRecord } from '../shared/records/job.ts';
import type { OutageDetail, OutageRecord } from '../shared/records/outage.ts';
import type { OutageParts } from '../shared/records/outagePart.ts';
import type { RecordKind, RecordOf } from '../shared/records/record.ts';
import type { Suggestions } from '../shared/records/suggestion.ts';
import type { ServicePointRecord, SummaryRecord } from '../shared/records/summary.ts';
import type { SummarySample } from '../shared/records/summaryHistory.ts';
import type { Actor, Role } from '../shared/roles.ts';

/** What viewers may ask about repairs. */
export interface RepairBoard {
  /** Repair jobs in memory: the open ones, or all. */
  jobs(which: 'open' | 'ended' | 'all'): readonly JobRecord[];
  /** Whether a job lies in this person's areas, or is one of their crew's. */
  maySeeJob(id: string, actor: Actor): boolean;
  jobDetail(id: string): JobDetail | null;
  /** Jobs that ended, also those that left memory, newest first. */
  endedJobs(limit: number): Promise<readonly JobRecord[]>;
  /** A job that left memory, with what its facts tell; null when there never was one, or it is not for this person. */
  pastJob(id: string, actor: Actor): Promise<JobDetail | null>;
  /** Whether a job that left memory is for this person. */
  maySeePast(job: JobRecord, actor: Actor): boolean;
  /** Everything about a job with every fact the journal holds of it, for export (rule R17). */
  jobEvidence(id: string): Promise<JobEvidence | null>;
  crewSuggestions(id: string): CrewSuggestions | null;
  compliance(): Compliance;
  /** An area with everything below it. */
  areasWithin(area: string): readonly string[];
}

/** What viewers read: the newest state of every record, and what changed since any revision. */
export interface Board extends RepairBoard {
  readonly journal: string;
  revision(): number;
  /** Clock time up to which the board is true, epoch milliseconds. */
  asOf(): number;
  /** Everything when `from` is null or unknown, else what changed after it. */
  changesSince(from: number | null, sight: BoardSight): Delta;
  record<K extends RecordKind>(kind: K, id: string): RecordOf<K> | null;
  list<K extends RecordKind>(kind: K): readonly RecordOf<K>[];
  summary(): SummaryRecord;
  outageDetail(id: string): Promise<OutageDetail | null>;
  /** Ended outages, newest first, also those that left memory. */
  endedOutages(limit: number, before: { readonly at: number; readonly id: string } | null): Promise<readonly OutageRecord[]>;
  /** Service points an outage holds dark, in the order of the network. */
  outageServicePoints(
    id: string,
  ): readonly { readonly id: string; readonly customers: number; readonly power: ServicePointRecord['power'] }[] | null;
  /** Where the fault lies and what switching would help; null when there is no such outage. */
  suggestions(id: string): Suggestions | null;
  /** Where an outage can be divided; null when there is no such outage. */
  outageParts(id: string): OutageParts | null;
  /** One sample a minute, oldest first. */
  summaryHistory(): readonly SummarySample[];
  estimateAccuracy(): EstimateAccuracy;
  servicePoint(id: string): ServicePointRecord | null;
  search(text: string, limit: number): readonly SearchHit[];
  /** Branches that lose supply, or feed, from here; for the map. */
  trace(branch: string, direction: 'up' | 'down'): TraceAnswer | null;
}

export type SearchHit = {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly lon: number | null;
  readonly lat: number | null;
};
export type TraceAnswer = { readonly branches: readonly string[]; readonly servicePoints: number; readonly customers: number };

/** Immutable pictures of the network, named by its hash. */
export interface NetworkPictures {
  readonly hash: string;
  basemap(): Promise<Uint8Array | null>;
  geometry(): Promise<Uint8Array>;
  servicePoints(cell: string): Uint8Array | null;
}

export type SignedIn = {
  readonly actor: Actor;
  readonly session: string | null /** Bearer token instead of a cookie. */;
  readonly bearer: boolean;
};

/** Who may come in. */
export interface Access {
  /** True while nobody has been created, so that the page offers to create the administrator. */
  firstStart(): boolean;
  readonly demo: boolean;
  demoUsers(): readonly { readonly user: string; readonly name: string; readonly role: Role }[];
  /** null = unknown or wrong; `locked` after too many wrong passwords. */
  signIn(user: string, password: string, from: string): Promise<{ readonly token: string; readonly actor: Actor } | 'wrong' | 'locked'>;
  signInDemo(user: string): Promise<{ readonly token: string; readonly actor: Actor } | null>;
  createFirstAdministrator(user: string, name: string, password: string): Promise<{ readonly token: string; readonly actor: Actor } | null>;
  signOut(token: string): Promise<void>;
  bySession(token: string): SignedIn | null;
  byBearer(token: string): SignedIn | null;
  /** Calls back with sessions that just ended, so that open sockets are cut. Returns how to stop listening. */
  onRevoked(listener: (session: string) => void): () => void;
}
