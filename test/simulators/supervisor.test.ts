/** The simulated supervisor: sends crews to their jobs, asks for what closing needs, and leaves people's orders to the crews. */

import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../simulators/dispatch/picture.ts';
import { createRandom } from '../../simulators/random.ts';

describe('the pictures of simulated crews', () => {
  it('are PNG pictures, the same for the same seed', () => {
    const one = drawPicture(createRandom(7, 'photo'), true);
    expect([...one.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    expect(drawPicture(createRandom(7, 'photo'), true).equals(one)).toBe(true);
    expect(drawPicture(createRandom(7, 'photo'), false).equals(one)).toBe(false);
    expect(one.length).toBeLessThan(60_000);
  });
});
