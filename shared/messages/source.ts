/** A source comes or goes, also as its MQTT last will: `grid/v1/{area}/source/{source}`. */

import * as z from 'zod';
import { envelope, type Heard } from './envelope.ts';

export const sourcePayload = envelope.extend({ online: z.boolean() });

export type SourceMessage = Heard & { readonly kind: 'source'; readonly online: boolean };
