// Five words to try without an account. The last screen offers an account, which keeps the answers.
import { useEffect, useState } from 'preact/hooks';
import { InLanguage, Kazakh } from '../components/kazakh';
import { Page } from '../components/page';
import { Failed, Loading } from '../components/states';
import { t } from '../i18n';
import { stored } from '../offline/pack';
import { go, href } from '../router';
import { session } from '../session';
import { openTrial } from '../study/trial';
import { Session, Summary } from './study';

export function Trial(_: { param: string }) {
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const open = async () => {
    setError(null);
    try {
      await openTrial();
      setOpen(true);
    } catch (failure) {
      setError(failure as Error);
    }
  };
  useEffect(() => {
    // A user with an account does not need to try.
    if (session.value) go('/', { replace: true });
    else void open();
  }, []);
  if (isOpen) {
    const given = Object.keys(stored.value?.progress ?? {}).length;
    return <Session title={t.tryFiveWords} given={given} end={() => <Tried />} />;
  }
  return (
    <Page title={t.tryFiveWords} back="/">
      {error ? <Failed error={error} retry={() => void open()} /> : <Loading />}
    </Page>
  );
}

function Tried() {
  const words = stored.value?.pack.words ?? [];
  return (
    <Summary title={t.youKnow({ count: words.length })}>
      <ul class="plain">
        {words.map(({ id, headword, meaning }) => (
          <li key={id}>
            <Kazakh text={headword} class="headword" /> — <InLanguage of={meaning} />
          </li>
        ))}
      </ul>
      <p>{t.signUpToKeep}</p>
      <a class="button primary" href={href('/sign-up')}>{t.signUp}</a>
      <p>{t.haveAccount}</p>
      <a class="button" href={href('/log-in')}>{t.logIn}</a>
    </Summary>
  );
}
