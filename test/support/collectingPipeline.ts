/** A pipeline that only remembers what it was given. */

import type { InboxPipeline } from '../../server/inbox.ts';
import type { Gap } from '../../server/pipeline.ts';

type Heard = Parameters<InboxPipeline['messages']>[0];

export type CollectingPipeline = InboxPipeline & {
  readonly heard: readonly Heard[];
  readonly brokers: readonly { readonly commit: number; readonly broker: string; readonly connected: boolean }[];
  readonly gaps: readonly Gap[];
  /** Every commit offered, in order of arrival. */
  readonly commits: readonly number[];
};

export function createCollectingPipeline(): CollectingPipeline {
  const heard: Heard[] = [];
  const brokers: { commit: number; broker: string; connected: boolean }[] = [];
  const gaps: Gap[] = [];
  const commits: number[] = [];
  return {
    heard,
    brokers,
    gaps,
    commits,
    messages(committed) {
      commits.push(committed.commit);
      heard.push(committed);
    },
    broker(commit, _, broker, connected) {
      commits.push(commit);
      brokers.push({ commit, broker, connected });
    },
    coverageGap(commit, _, gap) {
      commits.push(commit);
      gaps.push(gap);
    },
    skip: (commit) => void commits.push(commit),
  };
}
