import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { errorsOf, Submit, useForm } from '../components/form';
import { Page } from '../components/page';
import { accountTexts, t } from '../i18n';
import CONFIRM from '../operations/confirm-email-change.graphql';
import VERIFY from '../operations/verify-email.graphql';
import { go } from '../router';
import { session } from '../session';

/**
 * Verifies an address (`verify`), or makes it that of the account (`change`). A link in a message leads here, with its
 * token after the `#`. Only the button uses the link up, because programs that scan mail open pages, too.
 */
export function EmailLink({ param }: { param: string }) {
  const [email, setEmail] = useState<string | null>(null);
  const isChange = param === 'change';
  const form = useForm(() => {
    const input = { token: location.hash.slice(1) };
    return errorsOf(isChange ? mutate(CONFIRM, input) : mutate(VERIFY, input), (payload) => setEmail(payload.email));
  });
  return (
    <Page title={t.email}>
      <div role="status">
        {email && (
          <section class="card">
            <p>{isChange ? accountTexts.changed({ email }) : accountTexts.verified({ email })}</p>
            <button class="button primary" onClick={() => go('/', { replace: true })}>{session.value ? t.today : t.logIn}</button>
          </section>
        )}
      </div>
      {!email && (
        <form class="card" onSubmit={form.onSubmit}>
          <p>{isChange ? accountTexts.changeExplained : accountTexts.verifyExplained}</p>
          <Submit of={form}>{accountTexts.confirmAddress}</Submit>
        </form>
      )}
    </Page>
  );
}
