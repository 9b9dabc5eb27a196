/** The HTTP server: guards first, then the routes, then the pages. */

import { createServer, type Server } from 'node:http';
import compression from 'compression';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { mountCommands } from './commandRoutes.ts';
import { mountCustomers } from './customerRoutes.ts';
import { hostGuard, whoAsks } from './guards.ts';
import { mountHealth } from './healthRoutes.ts';
import { mountNetwork } from './networkRoutes.ts';
import { mountNotices } from './noticeRoutes.ts';
import { mountOutages } from './outageRoutes.ts';
import { mountAssets, mountPages } from './pages.ts';
import { createRegister, type HttpParts } from './parts.ts';
import { mountPhotos } from './photoRoutes.ts';
import { problemHandler, sendProblem } from './problem.ts';
import { mountPublic } from './publicRoutes.ts';
import { mountRecords } from './recordRoutes.ts';
import { mountRepairs } from './repairRoutes.ts';
import { mountSession } from './sessionRoutes.ts';

/** Builds the server without listening, so that the live feed can share it. */
export function createHttpServer(parts: HttpParts): Server {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', false);
  app.use(hostGuard(parts));
  if (parts.pages) mountAssets(app, parts.pages);
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          imgSrc: ["'self'", 'data:', 'blob:', ...tileOrigin(parts.configuration().tileUrl)],
          styleSrc: ["'self'", "'unsafe-inline'"],
          connectSrc: ["'self'"],
          workerSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: parts.secureCookies,
    }),
  );
  app.use(compression({ threshold: 1024 }));
  app.use('/api/v1/session', rateLimit({ windowMs: 60_000, limit: 120, standardHeaders: true, legacyHeaders: false }));

  const register = createRegister(app, parts);
  mountHealth(register, parts);
  mountSession(register, parts);
  mountRecords(register, parts);
  mountOutages(register, parts);
  mountNotices(register, parts);
  mountCustomers(register, parts);
  mountRepairs(register, parts);
  mountPhotos(register, parts);
  const drawNetwork = mountNetwork(register, parts);
  mountCommands(register, parts);
  mountPublic(register, parts);
  // Strangers do not learn which routes exist.
  app.use('/api', (request, response) =>
    whoAsks(request, parts.access)
      ? sendProblem(response, 'not-found', 'there is no such route')
      : sendProblem(response, 'auth-required', 'sign in, or send a bearer token'),
  );

  if (parts.pages) mountPages(app, parts.pages);
  app.use((_request, response) => sendProblem(response, 'not-found', 'there is no such page'));
  app.use((error: unknown, request: express.Request, response: express.Response, next: express.NextFunction) => {
    if (!(error instanceof URIError)) parts.log(`${request.method} ${request.path} failed`, error);
    problemHandler(error, request, response, next);
  });

  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 },
    app,
  );
  server.once('listening', () => drawNetwork().catch((error: unknown) => parts.log('the network could not be drawn', error)));
  server.on('clientError', (_error, socket) => {
    parts.count('protocol-malformed');
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  return server;
}

/** A tile server of the operator's choice is the only foreign host a page may load pictures from. */
function tileOrigin(tileUrl: string | null): string[] {
  const match = /^(https?:\/\/[^/{}]+)/.exec(tileUrl ?? '');
  return match?.[1] ? [match[1].replace('{s}', '*')] : [];
}
