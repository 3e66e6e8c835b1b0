/** Every address of the page, in one place. `GoLink`, `useGo` and `DataTable`'s `open` take what these give. */
import { type Query } from './api.ts';
import { writeSearch } from './address.ts';

/** An address with its filters: `withFilters(to.clients(), { segment: 'fideles' })`. */
export function withFilters(address: string, filters: Query): string {
  return address + writeSearch({ ...filters });
}

export const to = {
  home: () => '/',
  imports: () => '/imports',
  run: (runId: string) => `/imports/runs/${part(runId)}`,
  mapping: (source: string, dataset: string) => `/imports/mapping/${part(source)}/${part(dataset)}`,
  rejects: () => '/imports/rejects',
  data: () => '/donnees',
  clients: () => '/clients',
  client: (code: string) => `/clients/${part(code)}`,
  wines: () => '/vins',
  wine: (wineKey: string) => `/vins/${part(wineKey)}`,
  segments: () => '/segments',
  recommendations: () => '/recommandations',
  validation: () => '/validation',
  campaigns: () => '/campagnes',
  letterTemplates: () => '/campagnes/modeles',
  campaign: (id: string) => `/campagnes/${part(id)}`,
  results: () => '/resultats',
  /** The week on paper. */
  week: () => '/semaine',
  tasks: () => '/a-faire',
  rules: () => '/regles',
  quality: () => '/qualite',
  compliance: () => '/conformite',
  journal: () => '/journal',
  settings: (section = '') => (section === '' ? '/reglages' : `/reglages/${part(section)}`),
  document: (source: string, documentId: string) => `/documents/${part(source)}/${part(documentId)}`,
  /** A file as it was received, opened at one of its lines. */
  file: (hash: string, line?: number) => `/files/${part(hash)}${line === undefined ? '' : `?line=${line}`}`,
  account: () => '/compte',
  signIn: () => '/connexion',
} as const;

function part(value: string): string {
  return encodeURIComponent(value);
}
