import { t } from '../i18n';
import { unsent } from '../offline/outbox';
import { href } from '../router';

/** The link to trying some words without an account, and what happens to the answers. */
export function TryWords() {
  const answers = unsent.value.filter(({ accountId }) => accountId === null).length;
  return (
    <>
      <a class={answers ? 'button' : 'button primary'} href={href('/try')}>{answers ? t.backToFiveWords : t.tryFiveWords}</a>
      <p class="quiet">{answers ? t.answersComeAlong({ count: answers }) : t.withoutAccount}</p>
    </>
  );
}
