/** `relight openapi` and `relight asyncapi`: the documents of the interfaces on stdout. */

import type { Command } from 'commander';
import { buildAsyncApi } from '../asyncApi.ts';
import { buildOpenApi } from '../openApi.ts';
import { version } from '../version.ts';

export function register(program: Command): void {
  program
    .command('openapi')
    .description('Prints the OpenAPI 3.1 document of the HTTP interface')
    .addHelpText('after', '\nExample:\n  relight openapi > openapi.json')
    .action(() => void process.stdout.write(`${JSON.stringify(buildOpenApi(version), null, 2)}\n`));
  program
    .command('asyncapi')
    .description('Prints the AsyncAPI 3 document of MQTT and the live feed')
    .addHelpText('after', '\nExample:\n  relight asyncapi > asyncapi.json')
    .action(() => void process.stdout.write(`${JSON.stringify(buildAsyncApi(version), null, 2)}\n`));
}
