/** The texts of each language as a module of its own, so that nobody loads the other language with the page. */

import { join } from 'node:path';
import { type Plugin, runnerImport } from 'vite';

const PREFIX = 'virtual:texts/';

type TextModule = { readonly messagesOf: (language: string) => unknown };

export function textsOfLanguage(clientFolder: string): Plugin {
  const source = join(clientFolder, 'app/messages.ts');
  return {
    name: 'texts-of-language',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return;
      const { module, dependencies } = await runnerImport<TextModule>(source, { configFile: false });
      for (const file of [source, ...dependencies]) this.addWatchFile(file);
      return `export default ${JSON.stringify(module.messagesOf(id.slice(PREFIX.length + 1)))}`;
    },
  };
}
