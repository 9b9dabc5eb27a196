/** What the server and its picture program say to each other. */

import * as z from 'zod';

export const pictureOrder = z.object({
  id: z.number(),
  input: z.string(),
  type: z.enum(['jpeg', 'png', 'webp']),
  output: z.string(),
  thumbnail: z.string(),
});
export type PictureOrder = z.infer<typeof pictureOrder>;

export const pictureAnswer = z.discriminatedUnion('ok', [
  z.object({
    id: z.number(),
    ok: z.literal(true),
    width: z.number().int(),
    height: z.number().int(),
    bytes: z.number().int(),
    thumbnailBytes: z.number().int(),
    /** Position, author, colour profile or anything else beside the picture was left out. */
    metadataRemoved: z.boolean(),
  }),
  z.object({
    id: z.number(),
    ok: z.literal(false),
    reason: z.enum(['image-decode', 'image-pixels', 'image-type', 'disk-full', 'image-worker']),
  }),
]);
export type PictureAnswer = z.infer<typeof pictureAnswer>;
