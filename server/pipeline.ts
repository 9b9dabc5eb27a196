/** The flow on one page: what was written down is judged by the core, the facts are kept, and viewers hear what changed. */

import type { Command } from '../shared/commands.ts';
import type { Message } from '../shared/messages/message.ts';
import type { NoticeEvent } from '../shared/noticeEvent.ts';
import type { Actor } from '../shared/roles.ts';
import type { LiveBoard } from './board.ts';
import type { Applied, Core, CoreInput, Fact } from './domain/core.ts';
import type { Clock, FactRow, Journal } from './ports.ts';
import { createSequencer } from './sequencer.ts';

export type Committed = {
  readonly commit: number;
  readonly receivedAt: number;
  readonly broker: string;
  readonly messages: readonly Message[];
  /** What was noticed on the way (seq-gap, time-future …). */
  readonly flags: readonly string[];
};

/** Between these moments something of this source, or of every source behind this broker, may have been missed (rule E15). */
export type Gap = {
  readonly source: string | null;
  readonly broker: string | null;
  /** null = since each of them was last heard. */
  readonly from: number | null;
  readonly to: number;
};

export type PipelineOptions = {
  readonly core: Core;
  readonly journal: Journal;
  readonly board: LiveBoard;
  readonly clock: Clock;
  /** Newest commit the core already knows, from its snapshot and the rows applied again at start. */
  readonly appliedUpTo: number;
  /** Viewers that are ready hear of the change. */
  readonly wake: () => void;
  /** Effects that leave the house: pings, notices. Never called for rows applied again after a restart. */
  readonly effect: (fact: Fact) => void;
  /** The core took a message, but not at face value; the door had not noticed why. */
  readonly remarked?: (code: string) => void;
  readonly failed: (error: unknown) => void;
};

export type Pipeline = {
  messages(committed: Committed): void;
  command(commit: number, receivedAt: number, command: Command, actor: Actor): Promise<Applied>;
  broker(commit: number, receivedAt: number, broker: string, connected: boolean): void;
  coverageGap(commit: number, receivedAt: number, gap: Gap): void;
  /** Rows that carry nothing for the core still hold their place in the order. */
  skip(commit: number): void;
  /** What the sender of notices did, by a journalled row. */
  notice(commit: number, receivedAt: number, event: NoticeEvent): void;
  /** Time has passed, by a journalled tick. */
  tickAt(commit: number, receivedAt: number): void;
  /** Lets timers run: journals a tick when one is due. */
  tick(): Promise<void>;
  appliedUpTo(): number;
  /** Time spent judging so far, milliseconds. */
  appliedMs(): number;
  /** Whether a committed row was never offered here, because its commit was not noticed. */
  missing(commit: number): boolean;
  /** Notes down how far rows were applied, also where they led to no facts, so that little is left to do after a crash. */
  mark(): void;
  /** Settles when every fact so far is on disk; rejects when they cannot be recorded. */
  settled(): Promise<void>;
};

export const factRows = (commit: number, facts: readonly Fact[]): FactRow[] =>
  facts.map(({ type, about, at, body }, ordinal) => ({ commit, ordinal, type, about, at, body }));

/** Codes of remarks among these facts that the flags of their row do not hold yet. */
function remarksIn(facts: readonly Fact[], input: CoreInput): readonly string[] {
  const known = input.type === 'messages' ? (input.flags ?? []) : [];
  const codes = facts.flatMap(({ type, body }) => (type === 'message.flagged' && typeof body.code === 'string' ? [body.code] : []));
  return codes.filter((code) => !known.includes(code));
}

export function createPipeline(options: PipelineOptions): Pipeline {
  const { core, journal, board, clock, appliedUpTo, wake, effect, remarked, failed } = options;
  const sequencer = createSequencer(appliedUpTo);
  let concluded: FactRow[] = [];
  let recording: Promise<void> | null = null;
  let ticking = false;
  let appliedMs = 0;
  let marked = appliedUpTo;
  let marking = false;
  let step: Promise<boolean> = Promise.resolve(true);

  async function recordFacts(): Promise<void> {
    while (concluded.length > 0 || marking) {
      const rows = concluded;
      const upTo = sequencer.appliedUpTo();
      concluded = [];
      marking = false;
      step = journal.record(rows, upTo).then(
        () => {
          marked = upTo;
          return true;
        },
        (error: unknown) => {
          concluded = [...rows, ...concluded];
          failed(error);
          return false;
        },
      );
      if (!(await step)) return;
    }
  }

  function mark(): void {
    marking = sequencer.appliedUpTo() > marked;
    keep([]);
  }

  function keep(rows: readonly FactRow[]): void {
    for (const row of rows) concluded.push(row);
    if ((concluded.length > 0 || marking) && !recording) {
      recording = recordFacts().finally(() => {
        recording = null;
      });
    }
  }

  function judge(input: CoreInput): Applied {
    const begun = performance.now();
    const applied = core.apply(input);
    appliedMs += performance.now() - begun;
    board.advance(input.commit, core.takeTouched());
    keep(factRows(input.commit, applied.facts));
    for (const fact of applied.facts) effect(fact);
    if (remarked && applied.facts.length > 0) for (const code of remarksIn(applied.facts, input)) remarked(code);
    wake();
    return applied;
  }

  const offer = (input: CoreInput): void =>
    sequencer.offer(input.commit, () => {
      judge(input);
    });

  return {
    messages: (committed) => offer({ type: 'messages', ...committed }),
    command: (commit, receivedAt, command, actor) =>
      new Promise((done) => {
        sequencer.offer(commit, () => done(judge({ type: 'command', commit, receivedAt, command, actor })));
      }),
    broker: (commit, receivedAt, broker, connected) => offer({ type: 'broker', commit, receivedAt, broker, connected }),
    coverageGap: (commit, receivedAt, gap) => offer({ type: 'coverage-gap', commit, receivedAt, ...gap }),
    skip: (commit) => sequencer.offer(commit, () => undefined),
    notice: (commit, receivedAt, event) => offer({ type: 'notice', commit, receivedAt, event }),
    tickAt: (commit, receivedAt) => offer({ type: 'tick', commit, receivedAt }),
    async tick() {
      const due = core.nextDeadline();
      const now = clock.now();
      if (ticking || due === null || due > now) return;
      ticking = true;
      try {
        const entry = {
          type: 'tick',
          kind: 'tick',
          topic: '',
          payload: new Uint8Array(0),
          receivedAt: now,
          sender: 'internal',
          key: null,
        } as const;
        const [outcome] = await journal.append([entry]);
        if (outcome?.outcome === 'committed') offer({ type: 'tick', commit: outcome.commit, receivedAt: now });
      } finally {
        ticking = false;
      }
    },
    appliedUpTo: () => sequencer.appliedUpTo(),
    appliedMs: () => appliedMs,
    missing: (commit) => sequencer.missing(commit),
    mark,
    async settled() {
      const upTo = sequencer.appliedUpTo();
      while (marked < upTo) {
        mark();
        if (!(await step)) throw new Error('what was concluded could not be recorded');
      }
    },
  };
}
