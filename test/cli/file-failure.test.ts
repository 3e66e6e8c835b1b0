import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileFailure } from '../../src/cli/file-failure.ts';

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: open '${path}'`), { code, path, syscall: 'open' });
}

describe('a file that a person named', () => {
  it.each([
    ['EBUSY', 'refus.csv est ouvert dans un autre programme (Excel ?). Fermez-le, puis recommencez.'],
    [
      'EACCES',
      'Le système refuse l’accès à refus.csv. Donnez-en le droit au compte qui lance Cuvée, puis recommencez.',
    ],
    ['EISDIR', 'refus.csv est un dossier : donnez le nom d’un fichier.'],
    ['ENOENT', 'refus.csv n’est pas là, ou son dossier n’existe pas. Vérifiez le chemin.'],
    ['EEXIST', 'refus.csv existe déjà : donnez un autre nom.'],
    ['ENOSPC', 'Le disque est plein (refus.csv). Faites de la place, puis recommencez.'],
  ])('and the system refuses with %s is told in a sentence', (code, fr) => {
    expect(fileFailure(systemError(code, 'refus.csv'))?.sentence.fr).toBe(fr);
  });

  it('is told so of the errors Node really throws', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cuvee-domaine é '));
    try {
      writeFileSync(join(folder, 'vu.txt'), '');
      const missing = await writeFile(join(folder, 'pas', 'là.csv'), '').catch(fileFailure);
      const isFolder = await readFile(folder).catch(fileFailure);
      const notFolder = await readFile(join(folder, 'vu.txt', 'x')).catch(fileFailure);
      expect([missing, isFolder, notFolder].map((failure) => Object(failure).code)).toEqual([
        'FILE_NOT_THERE',
        'IS_FOLDER',
        'FILE_NOT_THERE',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is not what a bug is taken for, nor a file of our own that is missing', () => {
    expect(fileFailure(new TypeError('x is undefined'))).toBeUndefined();
    expect(fileFailure(systemError('ENOENT', join(import.meta.dirname, '../../src/run/run.sql')))).toBeUndefined();
  });
});
