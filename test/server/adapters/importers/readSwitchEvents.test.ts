/** Recorded switch operations, in all spellings, played on their feeder. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importOpenDss } from '../../../../server/adapters/importers/opendss/importOpenDss.ts';
import { readSwitchEvents } from '../../../../server/adapters/importers/switchEvents/readSwitchEvents.ts';
import { createLiveEnergisation } from '../../../../server/domain/network/liveEnergisation.ts';
import { OFF, ON, PARTIAL } from '../../../../server/domain/network/supply.ts';
import { dataFolder, oracleFolder, withoutData } from '../../../support/sharedFolders.ts';
import { compiled } from '../../../support/sketch.ts';
import { hashOf, type NameSet } from '../../../support/traceOracle.ts';

type Step = {
  readonly timestep: number;
  readonly supplied: NameSet;
  readonly partial: NameSet;
  readonly dark: NameSet;
  readonly open_or_disabled: readonly string[];
};

const ready = dataFolder !== null && oracleFolder !== null;

describe.skipIf(!ready)(`switch events (${ready ? 'ONM feeder' : withoutData})`, () => {
  it('after each time step the loads supplied and dark are those of the reference', () => {
    const oracle: { readonly events: string; readonly steps: readonly Step[] } = JSON.parse(
      readFileSync(join(oracleFolder ?? '', 'events/ONM_IEEE13.json'), 'utf8'),
    );
    const { file } = importOpenDss([join(dataFolder ?? '', 'onm-lanl/examples/data/network.ieee13.dss')]);
    const network = compiled(file!);
    const live = createLiveEnergisation(network);
    const read = readSwitchEvents(readFileSync(join(dataFolder ?? '', oracle.events), 'utf8'));
    if (!read.ok) throw new Error(read.detail);
    for (const step of oracle.steps) {
      for (const event of read.events.filter((each) => each.step === step.timestep)) {
        if (event.open !== null) live.setOpen(network.branchIndex.get(event.asset)!, event.open ? 7 : 0);
      }
      for (const [state, expected] of [
        [ON, step.supplied],
        [PARTIAL, step.partial],
        [OFF, step.dark],
      ] as const) {
        const names = network.servicePoints.ids.filter((_, point) => live.states[point] === state).map((id) => id.slice('load.'.length));
        expect({ count: names.length, sha256: hashOf(names) }).toEqual({ count: expected.count, sha256: expected.sha256 });
      }
      expect(network.branches.ids.filter((_, b) => live.positions.open[b]).sort()).toEqual([...step.open_or_disabled].sort());
    }
  });
});

describe('switch events', () => {
  const one = (data: object, type = 'switch') =>
    readSwitchEvents(JSON.stringify([{ affected_asset: 'Line.A', event_type: type, timestep: '3', event_data: data }]));

  it('reads every spelling of position and service', () => {
    const read = (data: object) => {
      const result = one(data);
      return result.ok ? result.events.map(({ open, inService }) => [open, inService])[0] : null;
    };
    expect(read({ state: 'OPEN', status: 'ENABLED' })).toEqual([true, true]);
    expect(read({ state: 'closed', status: 0 })).toEqual([false, false]);
    expect(read({ state: 1, status: 1 })).toEqual([false, true]);
    expect(read({ dispatchable: 'YES' })).toEqual([null, null]);
  });

  it('counts other events and refuses what is no list of events', () => {
    expect(one({}, 'generator')).toMatchObject({ ok: true, events: [], ignored: 1 });
    expect(readSwitchEvents('{')).toMatchObject({ ok: false, code: 'json-parse' });
    expect(readSwitchEvents('[{}]')).toMatchObject({ ok: false, code: 'value-type' });
  });
});
