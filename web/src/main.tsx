/**
 * How a page is written (pages/<page>.tsx), in this order, one story per file:
 *  1. empty state  – `Empty`: says why nothing is here and teaches the next step.
 *  2. query        – types by `import type … from '../../../src/api/contract/<resource>.ts'` (never zod itself);
 *                    `useList<Row>('/clients', filters)` for lists, `useApi<T>('/clients/X')` for one thing; filters live
 *                    in the address: `const [filters, change] = useFilters(readFilters)`.
 *  3. columns      – `clientColumns(): readonly Column<Row>[]`, a function: words are chosen while rendering, by `t(fr, en)`.
 *  4. actions      – `useWrite((input) => send('POST', …), ['/addresses-to-read-again'])`, drawn by `ConfirmButton` when
 *                    they cannot be undone, told by `toast(…)`; hidden by `useMay('approbateur')` when refused anyway.
 *  5. page         – one exported component: `PageTitle` with its question, the answer, then the evidence.
 * A page with several chapters only puts them in order; each is a file named for what it shows (pages/<page>/<chapter>.tsx),
 * and what they read of the address, decide or follow stands in files of its own (filters.ts, decisions.ts). What two pages
 * need is a part: `Sheet`, `Fact`, `Form`, `FormDialog`, `SayWhy`, `LetterShown`, `CorrectByHand`, `optionsOf`, `clearer`; work
 * begun by a press is a `useAttempt`, a text saved as a whole a `useEdited`, which lets nobody lose theirs.
 * Addresses come from addresses.ts, amounts and days from formats.ts, states from `StateWord`. Layout words of base.css
 * (.stack .row .cards .halves .sheet .facts) and a css file beside; no style element is ever injected (strict policy), so
 * no Mantine Grid, SimpleGrid, AppShell, Modal, Drawer, nor responsive props ({ base: … }): `Dialog` is ours.
 */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { Toasts } from './parts/toasts.tsx';
import { makeQueries } from './queries.ts';
import { makeRouter } from './routes.tsx';
import { theme } from './theme/theme.ts';
import { currentLanguage, onLanguageChange } from './words.ts';
import './theme/fonts.css';
import './theme/mantine.css';
import './theme/tokens.css';
import './theme/base.css';

const queries = makeQueries();
const router = makeRouter(queries);

/** Everything is drawn anew when the language changes. */
function Whole() {
  const language = useSyncExternalStore(onLanguageChange, currentLanguage);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <RouterProvider key={language} router={router} />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  );
}

const place = document.getElementById('page');
if (place) {
  document.documentElement.lang = currentLanguage();
  createRoot(place).render(
    <StrictMode>
      <Whole />
    </StrictMode>,
  );
}
