/** The list of clients: searched, narrowed, sorted, and taken away as a file. */
import { loadSql } from '../../db/sql.ts';
import {
  type ClientChoices,
  clientChoicesSchema,
  clientPageSchema,
  type ClientRow,
  clientsExportQuery,
  clientsQuery,
} from '../contract/clients.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { readCards, readClientCodes, readClients } from './clients/read-clients.ts';
import { noteExport } from './note-export.ts';
import { sendTable, type TableCell } from './table-file.ts';

const selectFamilies = loadSql(import.meta.url, './clients/families.sql');
const selectClusters = loadSql(import.meta.url, './clients/clusters.sql');

/** An export is opened in a spreadsheet, which holds a million rows. */
const mostExported = 1_000_000;
const cardsAtOnce = 5_000;

/** Adds `/clients`, `/clients/choices` and `/clients/export`. */
export const clientsRoutes: ApiRoutes = (app, { databaseOf, clock }) => {
  app.get(
    '/clients',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['clients'],
        summary: 'Clients: search, filters, sort',
        querystring: clientsQuery,
        response: { 200: clientPageSchema },
      },
    },
    async (request) => readClients(databaseOf(personOf(request)), personOf(request).estate, request.query),
  );

  app.get(
    '/clients/choices',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['clients'],
        summary: 'What the list of clients may be narrowed to',
        response: { 200: clientChoicesSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = databaseOf(personOf(request));
      return {
        families: await database.rows<ClientChoices['families'][number]>(selectFamilies, { estate }),
        clusters: await database.rows<ClientChoices['clusters'][number]>(selectClusters, { estate }),
      };
    },
  );

  app.get(
    '/clients/export',
    {
      config: { access: 'operateur', scope: 'read' },
      schema: {
        tags: ['clients'],
        summary: 'The list of clients as CSV or XLSX',
        querystring: clientsExportQuery,
      },
    },
    async (request, reply) => {
      const { estate } = personOf(request);
      const database = databaseOf(personOf(request));
      const { format, ...asked } = request.query;
      const codes = await readClientCodes(database, estate, asked, mostExported);
      const rows: TableCell[][] = [];
      for (let from = 0; from < codes.length; from += cardsAtOnce) {
        const keys = codes.slice(from, from + cardsAtOnce).map((code) => ({ client_code: code }));
        rows.push(...(await readCards(database, estate, keys)).map(exportRow));
      }
      await noteExport(database, request, { path: '/clients', format, rows: rows.length });
      return sendTable(reply, { name: `clients-${clock().toISOString().slice(0, 10)}`, header, rows, format });
    },
  );
};

const header = [
  'client_code',
  'nom',
  'prenom',
  'code_postal',
  'ville',
  'email',
  'segment',
  'palier',
  'professionnel',
  'commandes',
  'net_ht',
  'valeur_12_mois_ht',
  'derniere_commande',
  'prochaine_commande',
  'ecrire_a_partir_du',
];

function exportRow(row: ClientRow): TableCell[] {
  return [
    row.clientCode,
    row.nom,
    row.prenom,
    row.codePostal,
    row.ville,
    row.email,
    row.segment,
    row.tier,
    row.isTrade,
    row.orderCount,
    row.netHt,
    row.value12mHt,
    row.lastOrderOn,
    row.nextOrderOn,
    row.nextContactOn,
  ];
}
