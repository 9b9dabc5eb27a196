/** Photos of repairs: in as a raw body, out as a cleaned JPEG and nothing else (rule R15, promise P18). */

import type { Request, Response } from 'express';
import * as z from 'zod';
import { jobPhoto, jobStatus } from '../../../shared/records/job.ts';
import { signedInOf } from './guards.ts';
import { idText, readQuery } from './parameters.ts';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';

const DECLARED_MOST = 10 * 1024 * 1024;
/** Letters, digits, dashes and underscores: never a path. */
const photoId = z.string().regex(/^[\w-]{1,80}$/);
const degrees = (most: number) => z.coerce.number().min(-most).max(most).optional();
/** Long enough for the answer to arrive before the line is cut. */
const LINGER_MS = 2_000;

/** What is left of a refused body is thrown away for a while, so that the sender reads the answer; then the line is cut. */
function refuse(request: Request, response: Response, code: string, message: string): void {
  if (!request.complete) {
    response.set('Connection', 'close');
    request.resume();
    const cut = setTimeout(() => request.socket.destroy(), LINGER_MS);
    request.once('close', () => clearTimeout(cut));
  }
  // Where nothing can be recorded there is no room for a picture either: the phone keeps it and tries again.
  if (code === 'not-recording') sendProblem(response, code, message, 507);
  else sendProblem(response, code, message);
}

export function mountPhotos(register: Register, { photos, count, log }: HttpParts): void {
  register('put', '/api/v1/jobs/:id/photos/:photo', async (request, response) => {
    const id = photoId.safeParse(request.params.photo);
    const turnAway = (code: string, message: string): void => {
      count(code);
      refuse(request, response, code, message);
    };
    if (!id.success) return turnAway('parameter', 'a photo id has 1 to 80 letters, digits, dashes or underscores');
    const query = readQuery(request, response, {
      moment: jobPhoto.shape.moment.default('other'),
      step: jobStatus.optional(),
      takenAt: z.string().max(40).optional(),
      lon: degrees(180),
      lat: degrees(90),
      client: idText.optional(),
    });
    if (!query) return;
    if (Number(request.headers['content-length'] ?? 0) > DECLARED_MOST) return turnAway('too-large', 'a picture has at most 10 MiB');
    // The name a sender gives its file is nobody's business.
    if (request.headers['content-disposition'] !== undefined) count('header-ignored');
    const { actor } = signedInOf(response);
    try {
      const job = String(request.params.id);
      const upload = { ...query, job, photo: id.data, actor, contentType: request.headers['content-type'], body: request };
      const outcome = await photos.put(upload);
      if (!outcome.ok) return turnAway(outcome.code, outcome.message);
      for (const flag of outcome.flags) count(flag);
      const url = `/api/v1/jobs/${encodeURIComponent(job)}/photos/${id.data}`;
      response
        .status(outcome.stored ? 201 : 200)
        .json({ id: id.data, revision: outcome.revision, flags: outcome.flags, url, thumbnailUrl: `${url}/thumbnail` });
    } catch (error) {
      if (request.socket.destroyed) return;
      log('a photo could not be taken', error);
      refuse(request, response, 'not-recording', 'the photo could not be written down; send it again');
    }
  });

  const serve = (thumbnail: boolean) => async (request: Request, response: Response) => {
    const path = await photos.find(String(request.params.id), String(request.params.photo), thumbnail, signedInOf(response).actor);
    if (path === null) return sendProblem(response, 'not-found', 'there is no such photo');
    response.sendFile(
      path,
      {
        dotfiles: 'allow',
        cacheControl: false,
        headers: {
          'Content-Type': 'image/jpeg',
          'X-Content-Type-Options': 'nosniff',
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Content-Disposition': 'inline; filename="photo.jpg"',
          'Cache-Control': 'private, max-age=31536000, immutable',
        },
      },
      (error) => {
        if (error && !response.headersSent) sendProblem(response, 'not-found', 'there is no such photo');
      },
    );
  };
  register('get', '/api/v1/jobs/:id/photos/:photo', serve(false));
  register('get', '/api/v1/jobs/:id/photos/:photo/thumbnail', serve(true));
}
