/**
 * Which addresses a rule may call: servers of the world, never this machine nor the network it stands in, so that nobody who may
 * write a rule can reach through us what is not theirs (OWASP ASVS 5.0, 1.3.6). Whoever hosts Cuvée may name hosts of their own.
 */
import { BlockList, isIP } from 'node:net';
import { type Sentence, sentence } from '../../values/sentence.ts';

export interface AddressRefusal {
  readonly code: 'CALL_ADDRESS_WRONG' | 'CALL_ADDRESS_PRIVATE';
  readonly sentence: Sentence;
}

/** Hosts (`n8n.cave.lan`, `192.168.1.20:5678`) that may be of the own network and need no TLS. */
export type AllowedHosts = readonly string[];

/** Why a written address may not be called; undefined: nothing in it forbids it. What its name leads to is asked at the call. */
export function refusedAddress(written: string, allowed: AllowedHosts): AddressRefusal | undefined {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!url || url.username !== '' || url.password !== '') return wrong;
  if (isAllowedHost(url, allowed)) return /^https?:$/.test(url.protocol) ? undefined : wrong;
  if (url.protocol !== 'https:') return wrong;
  const host = bareHost(url);
  if (isIP(host) === 0) return isLocalName(host) ? isPrivate : undefined;
  return isPublicAddress(host) ? undefined : isPrivate;
}

/** Named by whoever hosts, with its port or for every port. */
export function isAllowedHost(url: URL, allowed: AllowedHosts): boolean {
  return allowed.includes(url.host) || allowed.includes(url.hostname);
}

/** The host without the brackets of IPv6, as the network takes it. */
export function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Whether an IP address is one of the world's: no loopback, no private network, no link, no documentation, nothing reserved. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !reserved.check(address, 'ipv4');
  return family === 6 && unicast.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
}

function isLocalName(host: string): boolean {
  return !host.includes('.') || /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)\.?$/.test(host);
}

/** What IPv6 gives to the world; all else is loopback, link, private, mapped or multicast (RFC 4291). */
const unicast = blockList([['2000::', 3]], 'ipv6');
/** Special-purpose addresses (RFC 6890 and the IANA registries); of IPv6 those within 2000::/3. */
const reserved = blockList(
  [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ],
  'ipv4',
);
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  reserved.addSubnet(network, prefix, 'ipv6');
}

function blockList(networks: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
}

const wrong: AddressRefusal = {
  code: 'CALL_ADDRESS_WRONG',
  sentence: sentence(
    "L'adresse à appeler doit commencer par https:// et ne contenir ni nom ni mot de passe : corrigez la règle.",
    'The address to call must begin with https:// and hold no name or password: correct the rule.',
  ),
};
const isPrivate: AddressRefusal = {
  code: 'CALL_ADDRESS_PRIVATE',
  sentence: sentence(
    "Cette adresse est celle de la machine ou de son réseau : rien n'est parti. Qui héberge Cuvée peut l'autoriser (CUVEE_CALL_HOSTS).",
    'This address is the machine’s own or of its network: nothing left. Whoever hosts Cuvée may allow it (CUVEE_CALL_HOSTS).',
  ),
};
/** What a name that leads into the own network is answered with. */
export const privateAddress = isPrivate;
