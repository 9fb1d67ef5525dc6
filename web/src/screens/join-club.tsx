import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mutate } from '../api';
import { Check, errorsOf, Field, Submit, useForm } from '../components/form';
import { Page } from '../components/page';
import { Icon } from '../components/icon';
import { Missing } from '../components/states';
import { clubTexts, t } from '../i18n';
import INVITED from '../operations/invited-club.graphql';
import JOIN from '../operations/join-club.graphql';
import { useQuery } from '../query';
import { go, href, path } from '../router';
import { session } from '../session';
import { NEXT } from './log-in';

export const SHARES: Schema.ClubShare[] = ['ACTIVITY', 'RESULTS', 'ANSWERS'];

/** Joins a club by its code, and asks in plain words what its leaders may see. */
export function JoinClub({ param }: { param: string }) {
  const [joined, setJoined] = useState<string | null>(null);
  useEffect(() => {
    // Those who have to sign up first come back here.
    if (!session.value) sessionStorage.setItem(NEXT, path.value);
  }, []);
  const [code, setCode] = useState(param);
  const form = useForm((values) => {
    const input = { inviteCode: (values['inviteCode'] ?? '').trim(), shares: chosenShares(values) };
    return errorsOf(mutate(JOIN, input), ({ club }) => club && setJoined(club.name));
  });

  if (!session.value) {
    return (
      <Page title={t.joinClub}>
        <section class="card">
          <Invited code={param} />
          <p>{t.clubExplained}</p>
          <p>{t.accountFirst}</p>
          <a class="button primary" href={href('/sign-up')}>{t.signUp}</a>
          <a class="button" href={href('/log-in')}>{t.logIn}</a>
          <a class="button plain" href={href(`/join-without-email/${param}`)}>{t.withoutEmail}</a>
        </section>
      </Page>
    );
  }
  if (joined) return <Joined club={joined} />;
  return (
    <Page title={t.joinClub} back="/clubs">
      <form class="card" onSubmit={form.onSubmit}>
        <Invited code={code} />
        <p>{t.clubExplained}</p>
        <Field
          name="inviteCode" label={t.inviteCode} defaultValue={param} required autocomplete="off" of={form}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <ShareChoices />
        <Submit of={form}>{t.join}</Submit>
      </form>
    </Page>
  );
}

/** Says which club a code leads to, and who will see what is shared; or that it leads to none. */
export function Invited({ code }: { code: string }) {
  return <div role="status">{code.trim() && <Found key={code} code={code.trim()} />}</div>;
}

function Found({ code }: { code: string }) {
  const query = useQuery(INVITED, { inviteCode: code });
  const { data } = query;
  if (!data) return <Missing query={query} />;
  const club = data.invitedClub;
  if (!club) return <p class="error">{t.noSuchCode}</p>;
  return (
    <>
      <h2>{club.name}</h2>
      <p class="quiet">
        {[club.organization?.name, clubTexts.ledBy({ names: club.leaders.join(', ') }), clubTexts.byMembers({ count: club.memberCount })].filter(Boolean).join(' · ')}
      </p>
    </>
  );
}

/** Asks what the leaders of a club may see, as a part of a form. */
export function ShareChoices() {
  return (
    <>
      <fieldset>
        <legend>{t.whatLeadersSee}</legend>
        {SHARES.map((share) => (
          <Check key={share} name={share} defaultChecked={share !== 'ANSWERS'}>{t.shares[share]}</Check>
        ))}
      </fieldset>
      <p class="hint">{t.sharesCanChange}</p>
    </>
  );
}

/** What was chosen there. */
export const chosenShares = (values: Record<string, string>) => SHARES.filter((share) => values[share]);

/** Says that a club was joined. */
export function Joined({ club, children }: { club: string; children?: ComponentChildren }) {
  return (
    <Page title={t.joinClub}>
      <section class="card" role="status">
        <p class="praise"><Icon name="right" /> {t.joined({ name: club })}</p>
        {children}
        <button class="button primary" onClick={() => go('/', { replace: true })}>{t.today}</button>
      </section>
    </Page>
  );
}
