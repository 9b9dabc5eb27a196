/** Colours told apart by people with any kind of colour vision: computed, never judged by eye. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = readonly [number, number, number];

/** Machado, Oliveira and Fernandes 2009, full severity, on linear RGB. */
const VISION: Readonly<Record<string, readonly Rgb[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const sheet = readFileSync(new URL('../../client/ui/tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Map<string, string> {
  const from = sheet.indexOf(`${selector} {`);
  const block = sheet.slice(from, sheet.indexOf('}', from));
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const linear = (hex: string): Rgb => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return [r, g, b];
};
const dot = (row: Rgb, rgb: Rgb) => row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2];
const seen = (hex: string, vision: string): Rgb => {
  const rgb = linear(hex);
  const [r = 0, g = 0, b = 0] = (VISION[vision] ?? []).map((row) => Math.max(0, Math.min(1, dot(row, rgb))));
  return [r, g, b];
};

/** CIE L*a*b*, white point D65. */
function lab(rgb: Rgb): Rgb {
  const curve = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = curve(dot([0.4124, 0.3576, 0.1805], rgb) / 0.95047);
  const y = curve(dot([0.2126, 0.7152, 0.0722], rgb));
  const z = curve(dot([0.0193, 0.1192, 0.9505], rgb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE76. */
function difference(a: string, b: string, vision: string): number {
  const [l1, a1, b1] = lab(seen(a, vision));
  const [l2, a2, b2] = lab(seen(b, vision));
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
}

const luminance = (hex: string) => dot([0.2126, 0.7152, 0.0722], linear(hex));
const contrast = (a: string, b: string) => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

const FILLS = ['p1', 'p2', 'p3', 'p4', 'planned', 'restored'];

describe.each([
  ['light', ':root'],
  ['dark', ':root[data-look="dark"]'],
])('[V2] the %s palette', (_, selector) => {
  const tokens = tokensOf(selector);
  const colour = (name: string) => tokens.get(name) ?? '';

  it.each(Object.keys(VISION))('keeps any two fills apart under %s vision', (vision) => {
    for (const [i, a] of FILLS.entries()) {
      for (const b of FILLS.slice(i + 1)) expect(difference(colour(a), colour(b), vision), `${a} ${b}`).toBeGreaterThanOrEqual(17.5);
    }
  });

  it.each(Object.keys(VISION))('keeps every fill apart from an energised line under %s vision', (vision) => {
    for (const fill of FILLS) expect(difference(colour(fill), colour('line'), vision), fill).toBeGreaterThanOrEqual(17);
  });

  it('has text of enough contrast on every ground, and glyphs on every fill', () => {
    for (const ground of ['app', 'panel', 'ground', 'raised', 'hover', 'chosen']) {
      expect(contrast(colour('ink'), colour(ground)), ground).toBeGreaterThanOrEqual(7);
      expect(contrast(colour('muted'), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
    }
    for (const fill of FILLS) expect(contrast(colour(`${fill}-glyph`), colour(fill)), fill).toBeGreaterThanOrEqual(4.5);
  });
});
