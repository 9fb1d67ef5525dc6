import { mutate } from '../api';
import { Field, FormErrors, useForm } from '../components/form';
import { LanguageChoice } from '../components/language-choice';
import { Ornament } from '../components/ornament';
import { Page } from '../components/page';
import { TryWords } from '../components/try-words';
import { language, t } from '../i18n';
import REGISTER from '../operations/register.graphql';
import { href } from '../router';
import { enter } from './log-in';

export function SignUp(_: { param: string }) {
  const { errors, isBusy, onSubmit } = useForm(async ({ displayName = '', email = '', password = '' }) => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    // Whoever reads Kazakh needs meanings in another language.
    const glossLanguage = language.value === 'kk' ? 'ru' : language.value;
    return enter(await mutate(REGISTER, { displayName, email, password, timeZone, glossLanguage }));
  });
  return (
    <Page title={t.appName_}>
      <section class="hero">
        <Ornament />
        <p class="lead">{t.promise_}</p>
        <TryWords />
      </section>
      <LanguageChoice />
      <form class="card" onSubmit={onSubmit}>
        <h2>{t.signUp_}</h2>
        <Field name="displayName" label={t.yourName_} autocomplete="name" required maxLength={100} errors={errors} />
        <Field name="email" type="email" label={t.email_} autocomplete="email" required errors={errors} />
        <Field
          name="password" type="password" label={t.password_} hint={t.passwordHint_}
          autocomplete="new-password" required errors={errors}
        />
        <FormErrors errors={errors} fields={['displayName', 'email', 'password']} />
        <button class="button primary" disabled={isBusy}>{t.signUp_}</button>
      </form>
      <p class="center">{t.haveAccount_} <a href={href('/log-in')}>{t.logIn_}</a></p>
    </Page>
  );
}
