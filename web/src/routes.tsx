/** Every address of the page and the file that answers it; each page is its own chunk, read when it is first shown. */
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { parseSearch, writeSearch } from './address.ts';
import { ApiProblem, whenSignedOut } from './api.ts';
import { NotFound, PageBroke } from './shell/page-broke.tsx';
import { Shell } from './shell/shell.tsx';
import { sessionQuery } from './session.ts';

interface Context {
  readonly queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  validateSearch: onlyTexts,
});

/** The pages of a person signed in; anybody else is sent to sign in, and comes back where they wanted to go. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const back = location.href === '/' ? {} : { retour: location.href };
    const session = await context.queries.ensureQueryData(sessionQuery).catch((problem: unknown) => {
      if (problem instanceof ApiProblem && problem.status === 401) throw redirect({ to: '/connexion', search: back });
      throw problem;
    });
    if (session.next === 'code') throw redirect({ to: '/connexion/code', search: back });
    if (session.next === 'set_up') throw redirect({ to: '/connexion/second-facteur', search: back });
  },
});

const pages = [
  page('/', () => import('./pages/home.tsx'), 'HomePage'),
  page('/imports', () => import('./pages/imports.tsx'), 'ImportsPage'),
  page('/imports/runs/$runId', () => import('./pages/import-run.tsx'), 'ImportRunPage'),
  page('/imports/mapping/$source/$dataset', () => import('./pages/import-mapping.tsx'), 'ImportMappingPage'),
  page('/imports/rejects', () => import('./pages/rejects.tsx'), 'RejectsPage'),
  page('/donnees', () => import('./pages/data-health.tsx'), 'DataHealthPage'),
  page('/clients', () => import('./pages/clients.tsx'), 'ClientsPage'),
  page('/clients/$code', () => import('./pages/client.tsx'), 'ClientPage'),
  page('/vins', () => import('./pages/wines.tsx'), 'WinesPage'),
  page('/vins/$wineKey', () => import('./pages/wine.tsx'), 'WinePage'),
  page('/segments', () => import('./pages/segments.tsx'), 'SegmentsPage'),
  page('/recommandations', () => import('./pages/recommendations.tsx'), 'RecommendationsPage'),
  page('/validation', () => import('./pages/validation.tsx'), 'ValidationPage'),
  page('/campagnes', () => import('./pages/campaigns.tsx'), 'CampaignsPage'),
  page('/campagnes/modeles', () => import('./pages/letter-templates.tsx'), 'LetterTemplatesPage'),
  page('/campagnes/$id', () => import('./pages/campaign.tsx'), 'CampaignPage'),
  page('/resultats', () => import('./pages/results.tsx'), 'ResultsPage'),
  page('/semaine', () => import('./pages/week-to-print.tsx'), 'WeekToPrintPage'),
  page('/a-faire', () => import('./pages/tasks.tsx'), 'TasksPage'),
  page('/regles', () => import('./pages/rules.tsx'), 'RulesPage'),
  page('/qualite', () => import('./pages/quality.tsx'), 'QualityPage'),
  page('/conformite', () => import('./pages/compliance.tsx'), 'CompliancePage'),
  page('/journal', () => import('./pages/journal.tsx'), 'JournalPage'),
  page('/reglages', () => import('./pages/settings.tsx'), 'SettingsPage'),
  page('/reglages/$section', () => import('./pages/settings.tsx'), 'SettingsPage'),
  page('/documents/$source/$documentId', () => import('./pages/document.tsx'), 'DocumentPage'),
  page('/files/$hash', () => import('./pages/file.tsx'), 'FilePage'),
  page('/compte', () => import('./pages/account.tsx'), 'AccountPage'),
  createRoute({ getParentRoute: () => inside, path: '$', component: NotFound }),
];

const outsidePages = [
  outside('/connexion', () => import('./pages/sign-in.tsx'), 'SignInPage'),
  outside('/connexion/code', () => import('./pages/second-factor.tsx'), 'SecondFactorPage'),
  outside('/connexion/second-facteur', () => import('./pages/second-factor-owed.tsx'), 'SecondFactorOwedPage'),
];

/** The router over one memory of answers. */
export function makeRouter(queries: QueryClient) {
  const router = createRouter({
    routeTree: root.addChildren([inside.addChildren(pages), ...outsidePages]),
    context: { queries },
    parseSearch,
    stringifySearch: writeSearch,
    scrollRestoration: true,
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: PageBroke,
    defaultPendingMs: 300,
  });
  whenSignedOut((code) => {
    const here = router.state.location;
    if (here.pathname.startsWith('/connexion')) return;
    queries.removeQueries({ queryKey: sessionQuery.queryKey });
    void router.navigate({
      href: `${code === 'SECOND_FACTOR' ? '/connexion/code' : '/connexion'}${writeSearch({ retour: here.href === '/' ? undefined : here.href })}`,
    });
  });
  return router;
}

type PageFile<Name extends string> = Readonly<Record<Name, () => ReactElement>>;

function page<Name extends string>(path: string, read: () => Promise<PageFile<Name>>, name: Name) {
  return createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(read, name) });
}

function outside<Name extends string>(path: string, read: () => Promise<PageFile<Name>>, name: Name) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(read, name) });
}

function onlyTexts(search: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));
}
