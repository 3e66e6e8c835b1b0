/** What stands around every page: the estate, the journey as navigation, and the person's own tools. */
import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactElement, useEffect, useRef } from 'react';
import type { Journey } from '../../../src/api/contract/journey.ts';
import { to } from '../addresses.ts';
import { send } from '../api.ts';
import { useLiveEvents } from '../live.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PasswordAgain } from '../parts/password-again.tsx';
import { RunLine } from '../parts/run-line.tsx';
import { Shape } from '../parts/state-word.tsx';
import { useApi } from '../queries.ts';
import { forgetSession, sessionQuery, useSession } from '../session.ts';
import { currentLanguage, type Language, speak, t } from '../words.ts';
import { otherPages, stops, toneOfStop, wordOfTone } from './journey.ts';
import './shell.css';

export function Shell(): ReactElement {
  const session = useSession();
  useLiveEvents();
  const main = useFocusOnNewPage();
  return (
    <div className="shell">
      <a className="shell-skip" href="#contenu">
        {t('Aller au contenu', 'Skip to content')}
      </a>
      <header className="shell-header">
        <Drawer />
        <GoLink to={to.home()} className="shell-estate" lang="fr">
          {session.estate.name}
        </GoLink>
        {session.estate.isDemo && (
          <span className="shell-demo">{t('domaine de démonstration', 'demonstration estate')}</span>
        )}
        <RunLine />
        <div className="shell-tools">
          <span className="shell-tools-wide">
            <LanguageTool />
            <ThemeTool />
          </span>
          <Account />
        </div>
      </header>
      <Navigation />
      <main id="contenu" className="shell-main stack" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <PasswordAgain />
    </div>
  );
}

/** A screen reader and the keyboard start at the top of each new page, not where the link was. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== undefined && before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return main;
}

function Navigation({ onGo }: { readonly onGo?: () => void }): ReactElement {
  const { data } = useApi<Journey>('/journey');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = (address: string) =>
    path === address || path.startsWith(`${address}/`) ? ('page' as const) : undefined;
  return (
    <nav className="shell-nav" aria-label={t('Le trajet de la semaine', 'The week’s journey')}>
      <ul className="shell-nav-journey">
        {stops().map((stop) => {
          const tone = toneOfStop(stop, data);
          return (
            <li key={stop.to}>
              <GoLink to={stop.to} className="shell-nav-link" aria-current={current(stop.to)} onClick={onGo}>
                <Shape tone={tone} />
                {stop.title}
                {data?.run && <span className="only-read-aloud">({wordOfTone(tone)})</span>}
              </GoLink>
            </li>
          );
        })}
      </ul>
      <ul className="shell-nav-others">
        {otherPages().map((other) => (
          <li key={other.to}>
            <GoLink to={other.to} className="shell-nav-link" aria-current={current(other.to)} onClick={onGo}>
              {other.title}
            </GoLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** On a phone, or at 200 %, the navigation is a drawer: the browser's own dialog keeps the focus and gives it back. */
function Drawer(): ReactElement {
  const drawer = useRef<HTMLDialogElement>(null);
  const close = () => drawer.current?.close();
  return (
    <>
      <button
        type="button"
        className="shell-tool shell-drawer-button"
        aria-haspopup="dialog"
        onClick={() => drawer.current?.showModal()}
      >
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M2 5h16M2 10h16M2 15h16" stroke="currentColor" strokeWidth="2" />
        </svg>
        <span className="only-read-aloud">{t('Menu', 'Menu')}</span>
      </button>
      <dialog
        ref={drawer}
        className="shell-drawer"
        aria-label={t('Menu', 'Menu')}
        onClick={(event) => event.target === drawer.current && close()}
      >
        <button type="button" className="shell-tool" onClick={close}>
          ✕ {t('Fermer', 'Close')}
        </button>
        <Navigation onGo={close} />
      </dialog>
    </>
  );
}

function LanguageTool(): ReactElement {
  const queries = useQueryClient();
  const other: Language = currentLanguage() === 'fr' ? 'en' : 'fr';
  const change = () => {
    speak(other);
    queries.setQueryData(
      sessionQuery.queryKey,
      (session) => session && { ...session, user: { ...session.user, language: other } },
    );
    // Kept for next time where it can be; the page has changed its language either way.
    void send('PATCH', '/account', { language: other }).catch(() => undefined);
  };
  return (
    <button type="button" className="shell-tool" lang={other} onClick={change}>
      {other === 'en' ? 'English' : 'Français'}
    </button>
  );
}

function ThemeTool(): ReactElement {
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const isDark =
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  return (
    <button type="button" className="shell-tool" onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="7.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M9 1.8a7.2 7.2 0 0 1 0 14.4z" fill="currentColor" />
      </svg>
      <span className="shell-tool-word">
        {isDark ? t('Thème clair', 'Light theme') : t('Thème sombre', 'Dark theme')}
      </span>
    </button>
  );
}

function Account(): ReactElement {
  const { user } = useSession();
  const queries = useQueryClient();
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.removeAttribute('open');
  const signOut = async () => {
    await send('POST', '/sign-out').catch(() => undefined);
    forgetSession(queries);
    location.assign(to.signIn());
  };
  return (
    <details
      className="shell-account"
      ref={menu}
      onBlur={(event) =>
        event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget) && close()
      }
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <summary className="shell-tool">
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          <circle cx="9" cy="5.5" r="3.7" fill="currentColor" />
          <path d="M1.5 17a7.5 6.5 0 0 1 15 0z" fill="currentColor" />
        </svg>
        <span className="shell-who">{user.name}</span>
      </summary>
      <div className="shell-account-menu">
        <p>
          <strong>{user.name}</strong>
          <br />
          <span className="soft small">{user.email}</span>
        </p>
        <GoLink to={to.account()} className="shell-tool" onClick={close}>
          {t('Mon compte', 'My account')}
        </GoLink>
        <span className="shell-tools-narrow">
          <LanguageTool />
          <ThemeTool />
        </span>
        <button type="button" className="shell-tool" onClick={() => void signOut()}>
          {t('Se déconnecter', 'Sign out')}
        </button>
      </div>
    </details>
  );
}
