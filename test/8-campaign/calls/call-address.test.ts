import { describe, expect, it } from 'vitest';
import { isPublicAddress, refusedAddress } from '../../../src/8-campaign/calls/call-address.ts';

const codeOf = (url: string, allowed: readonly string[] = []) => refusedAddress(url, allowed)?.code;

describe('the address a rule may call', () => {
  it('is a server of the world, over TLS', () => {
    expect(codeOf('https://crm.exemple.fr/cuvee')).toBeUndefined();
    expect(codeOf('https://93.184.215.14/cuvee')).toBeUndefined();
    const wrong = [
      'http://crm.exemple.fr/',
      'ftp://crm.exemple.fr/',
      'crm.exemple.fr',
      'https://anne:secret@crm.exemple.fr/',
    ];
    expect(wrong.map((url) => codeOf(url))).toEqual(wrong.map(() => 'CALL_ADDRESS_WRONG'));
  });

  it('is never this machine or its network, however it is written', () => {
    const own = [
      'https://localhost/',
      'https://caveau/',
      'https://imprimante.lan./',
      'https://metadata.google.internal/',
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://169.254.169.254/latest/meta-data',
      'https://192.168.1.20:5432/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://[fd00::1]/',
      'https://[2002:7f00:1::]/',
    ];
    expect(own.filter((url) => codeOf(url) !== 'CALL_ADDRESS_PRIVATE')).toEqual([]);
  });

  it('may be of the own network where whoever hosts named it, with its port or for every port', () => {
    expect(codeOf('http://n8n.lan:5678/cuvee', ['n8n.lan:5678'])).toBeUndefined();
    expect(codeOf('http://n8n.lan:22/', ['n8n.lan:5678'])).toBe('CALL_ADDRESS_WRONG');
    expect(codeOf('https://n8n.lan:22/', ['n8n.lan:5678'])).toBe('CALL_ADDRESS_PRIVATE');
    expect(codeOf('http://[::1]:9/', ['[::1]'])).toBeUndefined();
  });

  it('counts as of the world only outside of every network kept for something else', () => {
    const kept = ['0.0.0.0', '10.1.2.3', '100.64.0.1', '172.31.255.255', '198.19.0.1', '224.0.0.1', '255.255.255.255'];
    const keptLong = [
      '::',
      '::1',
      '::ffff:93.184.215.14',
      '64:ff9b::1',
      'fe80::1',
      'ff02::1',
      '2001:db8::1',
      '2001::1',
    ];
    expect([...kept, ...keptLong, 'caveau'].filter(isPublicAddress)).toEqual([]);
    expect(['1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::5'].filter(isPublicAddress)).toHaveLength(4);
  });
});
