/**
 * The scripts of a bare server, as far as a moment allows. `npm run prove -- vps` installs, boots, kills, upgrades and rolls back a fresh
 * Debian with them; it takes minutes, root and debootstrap.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const deploy = resolve(import.meta.dirname, '../../deploy');
const work = mkdtempSync(join(tmpdir(), 'cuvee-test-vps-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Where the tool lies; empty, with a message, where this machine has none. */
function tool(name: string): string {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
  if (found === '') process.stderr.write(`${name} is not on this machine: one test of deploy/vps is skipped.\n`);
  return found;
}

const scripts = [
  'vps/install.sh',
  'vps/upgrade.sh',
  'vps/rollback.sh',
  'vps/prove.sh',
  'vps/prove-inside.sh',
  'make-release.sh',
];
const posixScripts = ['vps/files/dump', 'vps/files/cuvee', 'postgres/10-roles.sh'];

const bash = tool('bash');
const shellcheck = tool('shellcheck');
const systemdAnalyze = tool('systemd-analyze');
const fail2banRegex = tool('fail2ban-regex');
const caddy = tool('caddy');

describe('the scripts of a server', () => {
  it.skipIf(bash === '')('can be read, say what they do, and refuse what they do not know', () => {
    for (const script of [...scripts, 'vps/lib.sh']) execFileSync(bash, ['-n', join(deploy, script)]);
    expect(install('--help').stdout).toMatch(/--check/);
    expect([install('--help').status, install('--wrong').status, install().status]).toEqual([0, 2, 1]);
    expect(install().stderr).toContain('--domain');
  });

  it.skipIf(shellcheck === '')('have nothing shellcheck minds', () => {
    const files = [...scripts, ...posixScripts].map((script) => join(deploy, script));
    const { status, stdout } = spawnSync(shellcheck, ['-x', ...files], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it.skipIf(systemdAnalyze === '')('lock the services in: exposure below 2 of 10', () => {
    for (const unit of ['cuvee.service', 'cuvee-worker@.service', 'cuvee-dump.service']) {
      const options = ['security', '--offline=true', '--threshold=20', '--no-pager', join(deploy, 'vps/units', unit)];
      const { status, stdout, stderr } = spawnSync(systemdAnalyze, options, { encoding: 'utf8' });
      expect({ unit, status, said: status === 0 ? '' : stdout.slice(-200) + stderr }).toEqual({
        unit,
        status: 0,
        said: '',
      });
    }
  });

  it.skipIf(fail2banRegex === '')('read the line of a refused sign-in, and no other', () => {
    const lines = [
      '{"level":40,"time":1795395060000,"remoteAddress":"203.0.113.7","msg":"sign-in refused"}',
      '{"level":40,"time":1795395060000,"remoteAddress":"::ffff:203.0.113.8","requestId":"r1","msg":"sign-in refused"}',
      '{"level":30,"time":1795395060000,"remoteAddress":"203.0.113.9","msg":"signed in"}',
    ];
    writeFileSync(join(work, 'log'), `${lines.join('\n')}\n`);
    const filter = join(deploy, 'vps/files/fail2ban-filter.conf');
    expect(execFileSync(fail2banRegex, [join(work, 'log'), filter], { encoding: 'utf8' })).toContain(
      '2 matched, 1 missed',
    );
  });

  it.skipIf(caddy === '')('give Caddy a file it accepts', () => {
    const options = ['validate', '--adapter', 'caddyfile', '--config', join(deploy, 'Caddyfile')];
    const env = { ...process.env, CUVEE_SITE: 'localhost', HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work };
    expect(spawnSync(caddy, options, { encoding: 'utf8', env }).stdout).toContain('Valid configuration');
  });

  it('install each unit that is written', () => {
    const script = readFileSync(join(deploy, 'vps/install.sh'), 'utf8');
    expect(readdirSync(join(deploy, 'vps/units')).filter((unit) => !script.includes(unit))).toEqual([]);
    expect(readdirSync(join(deploy, 'vps/files')).filter((file) => !script.includes(`files/${file}`))).toEqual([]);
  });
});

function install(...options: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(join(deploy, 'vps/install.sh'), options, { encoding: 'utf8' });
}
