import { mutate } from '../api';
import { errorsOf, Field, Submit, useForm } from '../components/form';
import { Page } from '../components/page';
import { Empty, Missing } from '../components/states';
import { clubTexts, t } from '../i18n';
import CLUBS from '../operations/open-clubs.graphql';
import REQUEST from '../operations/request-to-join-club.graphql';
import { useQuery } from '../query';
import { go } from '../router';
import { chosenShares, ShareChoices } from './join-club';

/** The clubs of an organization that anyone may ask to join. Its public page leads here. */
export function AskToJoin({ param }: { param: string }) {
  const query = useQuery(CLUBS, { slug: param });
  const clubs = query.data?.organization?.openClubs;
  return (
    <Page title={clubTexts.askToJoin} back="/clubs">
      {!clubs && <Missing query={query} />}
      {clubs?.length === 0 && <Empty><p>{clubTexts.noOpenClubs}</p></Empty>}
      {clubs?.map(({ id, name }) => <Request key={id} clubId={id} name={name} />)}
    </Page>
  );
}

function Request({ clubId, name }: { clubId: string; name: string }) {
  const form = useForm(({ message, ...values }) =>
    // The next screen shows the request until a leader decides.
    errorsOf(mutate(REQUEST, { clubId, message: message || null, shares: chosenShares(values) }), ({ errors }) => errors.length || go('/clubs', { replace: true })));
  return (
    <form class="card" onSubmit={form.onSubmit}>
      <h2>{name}</h2>
      <p>{t.clubExplained}</p>
      <Field name="message" label={clubTexts.messageForLeaders} maxLength={1000} autocomplete="off" of={form} />
      <ShareChoices />
      <Submit of={form}>{clubTexts.send}</Submit>
    </form>
  );
}
