import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page: built to web/dist, served by `cuvee serve`. In development, the API is the one that `cuvee serve` answers on 8787. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { port: 5173, proxy: { '/api': process.env['CUVEE_API'] ?? 'http://127.0.0.1:8787' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy allows no `data:` script or style; fonts and pictures stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
});
