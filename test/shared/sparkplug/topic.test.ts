/** Sparkplug topics: level counts are strict, damage differs from what is merely unknown. */

import { expect, it } from 'vitest';
import { dataTopic, readTopic } from '../../../shared/sparkplug/topic.ts';

it('reads back the topics it writes', () => {
  expect(readTopic(dataTopic('a', 'NBIRTH', 'rtu-1'))).toEqual({ type: 'data', verb: 'NBIRTH', group: 'a', edge: 'rtu-1', device: null });
  expect(readTopic(dataTopic('a', 'DDATA', 'rtu-1', 'cb'))).toMatchObject({ type: 'data', verb: 'DDATA', device: 'cb' });
});

it('tells damaged topics from unknown ones', () => {
  const refused = (topic: string) => {
    const read = readTopic(topic);
    return read.type === 'other' ? [read.reason, read.refused] : read.type;
  };
  expect(refused('spBv1.0/a/DDATA/rtu-1')).toEqual(['sp-topic', true]);
  expect(refused('spBv1.0/a/NDATA/rtu-1/cb')).toEqual(['sp-topic', true]);
  expect(refused('spBv1.0/a/NBIRTH/')).toEqual(['sp-topic', true]);
  expect(refused('spBv1.0//NBIRTH/rtu-1')).toEqual(['sp-topic', true]);
  expect(refused('spBv1.0/STATE/a/b')).toEqual(['sp-topic', true]);
  expect(refused('spBv1.0/a/NFOO/rtu-1')).toEqual(['sp-topic', false]);
  expect(refused('spBv4.0/a/NDATA/rtu-1')).toEqual(['sp-version', false]);
  expect(refused('spBv1.0/a/DCMD/rtu-1/cb')).toBe('command');
  expect(refused('spBv1.0/STATE/relight')).toBe('state');
});
