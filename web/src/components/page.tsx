// The frame of a screen: the bar, the heading, the navigation.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isOnline } from '../connection';
import { t } from '../i18n';
import { isRefused } from '../offline/database';
import { refusal } from '../offline/sync';
import { refused, unsent } from '../offline/outbox';
import { href, path } from '../router';
import { session } from '../session';
import { Icon, type IconName } from './icon';

/** Whether a screen was shown before. The first screen leaves the focus where the browser puts it. */
let isNavigation = false;

type Properties = {
  title: string;
  /** The heading, if it is not plain text in the app's language. */
  heading?: ComponentChildren;
  /** The path of the parent screen. */
  back?: string;
  children: ComponentChildren;
};

export function Page({ title, heading: written = title, back, children }: Properties) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { document.title = `${title} · ${t.appName}`; }, [title]);
  useEffect(() => {
    // Screen readers announce the new screen. A title that changes on the same screen, such as a name that was edited, does not
    // take the focus away.
    if (isNavigation) heading.current?.focus();
    isNavigation = true;
  }, [path.value]);
  return (
    <>
      <header class="bar">
        {back !== undefined && (
          <a class="icon-button" href={href(back)} aria-label={t.back}><Icon name="back" /></a>
        )}
        <h1 ref={heading} tabIndex={-1}>{written}</h1>
        <Status />
      </header>
      <main>
        {isRefused.value && <p class="error" role="alert">{t.cannotKeep}</p>}
        {refusal.value && <p class="error" role="alert">{refusal.value}</p>}
        {children}
      </main>
      {session.value && <Navigation />}
    </>
  );
}

/** The state of the connection, always in the same place; on a narrow bar only as numbers. */
export function Status({ isCompact = false }: { isCompact?: boolean }) {
  // Answers that were tried without an account do not wait to be sent.
  const waiting = unsent.value.filter(({ accountId }) => session.value || accountId).length;
  const problems = refused.value.length;
  return (
    <p class={isCompact ? 'status compact' : 'status'} role="status">
      {!isOnline.value && (
        <span class="pill"><Icon name="offline" /> <span class={isCompact ? 'visually-hidden' : ''}>{t.offline}</span></span>
      )}
      {(waiting > 0 || problems > 0) && (
        <a class={problems ? 'pill bad' : 'pill'} href={href('/unsent')} data-unsent={waiting}>
          <Icon name="upload" /> {isCompact && (problems || waiting)}
          <span class={isCompact ? 'visually-hidden' : ''}>{problems ? t.notAccepted({ count: problems }) : t.notSent({ count: waiting })}</span>
        </a>
      )}
    </p>
  );
}

const PLACES: { to: string; icon: IconName; name: () => string }[] = [
  { to: '/', icon: 'today', name: () => t.today },
  { to: '/lessons', icon: 'lessons', name: () => t.lessons },
  { to: '/progress', icon: 'progress', name: () => t.progress },
  { to: '/settings', icon: 'settings', name: () => t.settings },
];

function Navigation() {
  const isAt = (to: string) => (to === '/' ? path.value === '/' : path.value.startsWith(to));
  return (
    <nav class="places" aria-label={t.navigation}>
      {PLACES.map(({ to, icon, name }) => (
        <a key={to} href={href(to)} aria-current={isAt(to) ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{name()}</span>
        </a>
      ))}
    </nav>
  );
}
