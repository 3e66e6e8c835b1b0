/** What an archive says of itself: at its beginning what it is, at its end everything it holds, with the hash of each part. */
import { z } from 'zod';

/** Raised when an older Cuvée could no longer read what we write. */
export const archiveFormat = 1;

const tableHead = z.object({ name: z.string().regex(/^[a-z]+\.[a-z0-9_]+$/), columns: z.array(z.string()) });

export const archiveHeadSchema = z.object({
  format: z.number().int(),
  estate: z.string(),
  estateName: z.string(),
  isDemo: z.boolean(),
  createdAt: z.iso.datetime(),
  reason: z.enum(['night', 'by_hand', 'before_upgrade']),
  /** Migrations applied to the database it was taken from. */
  schemaVersion: z.number().int(),
  codeVersion: z.string(),
  tables: z.array(tableHead),
});

export const manifestSchema = archiveHeadSchema.extend({
  /** Rows as PostgreSQL's COPY writes them, in `parts` pieces; the hash is of all pieces together. */
  tables: z.array(
    tableHead.extend({
      rows: z.number().int(),
      parts: z.number().int(),
      bytes: z.number().int(),
      sha256: z.string(),
      /** The same rows in any order have the same (rows-hash.ts). */
      rowsHash: z.string(),
    }),
  ),
  /** Paths relative to the estate's folder. */
  files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
  /** Files the database names and the disk no longer has: the archive cannot bring them back. */
  missing: z.array(z.string()),
  /** Archived exports whose bytes are not those that were received: the archive brings them back as they are. */
  damaged: z.array(z.string()).default([]),
});

export type ArchiveHead = z.infer<typeof archiveHeadSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
export type BackupReason = ArchiveHead['reason'];

/** The rows of all tables. */
export function rowCount(manifest: Manifest): number {
  return manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
}
