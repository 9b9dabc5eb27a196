/** The layers, files and words that keep the code easy to follow; a breach names the file. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const AREAS = ['shared', 'server', 'client', 'simulators', 'test'];

const files = AREAS.flatMap((area) =>
  readdirSync(join(root, area), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
);
const source = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const product = files.filter((file) => !file.startsWith('test/'));

const importsOf = (file: string): string[] =>
  [...(source.get(file) ?? '').matchAll(/(?:from|import)\s+'([^']+)'/g)].map((match) => match[1] ?? '');

const target = (file: string, specifier: string): string =>
  specifier.startsWith('.') ? normalize(join(dirname(file), specifier)).replaceAll('\\', '/') : specifier;

/** Hashing, and writing values as bytes, are pure functions; nothing else of the platform is. */
const PURE = new Set(['node:crypto', 'node:v8']);

/** The part a file belongs to, and what that part may import, first match. */
const LAYERS: readonly (readonly [part: RegExp, may: (path: string, file: string) => boolean])[] = [
  [/^shared\//, (path) => path.startsWith('shared/') || path === 'zod'],
  [/^server\/domain\//, (path) => path.startsWith('shared/') || path.startsWith('server/domain/') || PURE.has(path)],
  [/^server\/projections\//, (path) => /^(shared|server\/domain|server\/projections)\//.test(path)],
  [
    /^server\/adapters\//,
    (path, file) =>
      path.startsWith('shared/') ||
      /^server\/(\w+P|p)orts\.ts$/.test(path) ||
      path === 'server/programFile.ts' ||
      path.startsWith(`${file.split('/').slice(0, 3).join('/')}/`) ||
      (!path.startsWith('server/') && !AREAS.some((area) => path.startsWith(`${area}/`))),
  ],
  [/^server\//, (path) => !/^(client|simulators|test)\//.test(path)],
  [/^client\/(live|ui)\//, (path) => !/^(server|simulators|test|client\/(?!live|ui))\/?/.test(path)],
  [
    /^client\/features\//,
    (path, file) =>
      !/^(server|simulators|test|client)\//.test(path) ||
      /^client\/(live|ui)\//.test(path) ||
      path.startsWith(`${file.split('/').slice(0, 3).join('/')}/`),
  ],
  [/^client\//, (path) => !/^(server|simulators|test)\//.test(path)],
  [/^simulators\//, (path) => !/^(server|client|test)\//.test(path)],
];

describe('layers', () => {
  it('[architecture] every import points to a layer its file may know', () => {
    const breaches = product.flatMap((file) => {
      const layer = LAYERS.find(([part]) => part.test(file));
      if (!layer) return [`${file} lies in no layer`];
      return importsOf(file)
        .map((specifier) => target(file, specifier))
        .filter((path) => !layer[1](path, file))
        .map((path) => `${file} imports ${path}`);
    });
    expect(breaches).toEqual([]);
  });

  it('[architecture] the core and the projections know no clock, no chance and no outside', () => {
    const impure = /Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|randomUUID|'node:(?!(?:crypto|v8)')|process\./;
    const breaches = product.filter((file) => /^server\/(domain|projections)\//.test(file) && impure.test(source.get(file) ?? ''));
    expect(breaches).toEqual([]);
  });
});

describe('files', () => {
  it('[style] no file has more than 300 lines', () => {
    const long = files.map((file) => ({ file, lines: (source.get(file) ?? '').split('\n').length })).filter(({ lines }) => lines > 301);
    expect(long).toEqual([]);
  });

  it('[style] every file opens with one sentence that says what it is for', () => {
    const silent = product.filter((file) => !/^(#!.*\n)?\/\*\*\s*(\* )?\S/.test(source.get(file) ?? ''));
    expect(silent).toEqual([]);
  });

  it('[style] nothing is typed any, left for later, or re-exported through a barrel', () => {
    const breaches = product.filter((file) =>
      /:\s*any\b|\bas any\b|<any>|\bTODO\b|\bFIXME\b|@ts-ignore|@ts-expect-error|^export \* from/m.test(source.get(file) ?? ''),
    );
    expect(breaches).toEqual([]);
  });
});
