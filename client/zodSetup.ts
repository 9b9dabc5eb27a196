/** Tells zod not to compile checks with `new Function`, which our content security policy forbids. Imported before any schema. */

import * as z from 'zod';

z.config({ jitless: true });
