declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  export interface Hoodiecrow {
    readonly server: Server;
    readonly folderCache: Readonly<Record<string, { messages: readonly { flags: readonly string[] }[] }>>;
  }
  export default function hoodiecrow(options: {
    plugins: readonly string[];
    storage: Record<string, { messages: readonly { raw: string }[] }>;
  }): Hoodiecrow;
}
