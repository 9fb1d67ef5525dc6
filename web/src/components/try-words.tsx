import { t } from '../i18n';
import { unsent } from '../offline/outbox';
import { href } from '../router';

/** The way to learn some words before there is an account, and what becomes of the answers. */
export function TryWords() {
  const answers = unsent.value.filter(({ accountId }) => accountId === null).length;
  return (
    <>
      <a class={answers ? 'button' : 'button primary'} href={href('/try')}>{answers ? t.backToFiveWords_ : t.tryFiveWords_}</a>
      <p class="quiet">{answers ? t.answersComeAlong_(answers) : t.withoutAccount_}</p>
    </>
  );
}
