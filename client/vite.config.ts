/** Builds the staff page into `dist/client`: no inline scripts, no eval, no foreign hosts. */

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { leafletParts } from './build/leafletParts.ts';
import { packedFiles } from './build/packedFiles.ts';
import { textsOfLanguage } from './build/textsOfLanguage.ts';

const server = process.env.RELIGHT_DEVELOPMENT_SERVER ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), leafletParts(), textsOfLanguage(import.meta.dirname), packedFiles()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
});
