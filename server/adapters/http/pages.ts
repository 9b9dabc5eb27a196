/** The built pages: files named by their content for ever, packed ones where the browser takes them, one page for every address. */

import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';

const YEARS_S = 3600 * 24 * 365 * 1000;

/** Encodings as the build writes them, the smaller first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Sends the packed form of a file where there is one and the browser takes it. */
function packed(folder: string): RequestHandler {
  const names = new Set(readdirSync(folder));
  return (request, response, next) => {
    const name = request.path.slice(1);
    const found = ENCODINGS.find(([encoding, ending]) => names.has(`${name}${ending}`) && request.acceptsEncodings(encoding) === encoding);
    if (!found || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    response.type(extname(name)).set({ 'Content-Encoding': found[0], Vary: 'Accept-Encoding' });
    response.sendFile(`${name}${found[1]}`, { root: folder, immutable: true, maxAge: YEARS_S }, (error) => {
      // Built again since the start: the plain file, or none, is the answer.
      if (!error || response.headersSent) return;
      response.removeHeader('Content-Encoding');
      next();
    });
  };
}

/** Before the guards of documents: scripts and styles are nothing without the page, and with their headers a first load grows by a tenth. */
export function mountAssets(app: Express, pages: string): void {
  const assets = join(pages, 'assets');
  app.use('/assets', (_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff');
    next();
  });
  app.use('/assets', packed(assets), express.static(assets, { immutable: true, maxAge: YEARS_S, fallthrough: false }));
}

export function mountPages(app: Express, pages: string): void {
  app.use(express.static(pages, { index: false, maxAge: 0 }));
  app.get(
    /^\/(?!public\/)[\w/:.%-]*$/,
    (_request, response) => void response.set('Cache-Control', 'no-cache').sendFile(join(pages, 'index.html')),
  );
}
