import { create } from '../api';
import { Field, Submit, useForm } from '../components/form';
import { LanguageChoice } from '../components/language-choice';
import { NewPassword } from '../components/new-password';
import { Ornament } from '../components/ornament';
import { Page } from '../components/page';
import { TryWords } from '../components/try-words';
import { deviceZone } from '../days';
import { language, t } from '../i18n';
import REGISTER from '../operations/register.graphql';
import { href } from '../router';
import { enter } from './log-in';

export function SignUp(_: { param: string }) {
  const form = useForm(async ({ displayName = '', email = '', password = '' }) => {
    // A user who reads the app in Kazakh needs meanings in another language.
    const glossLanguage = language.value === 'kk' ? 'ru' : language.value;
    return enter(await create(REGISTER, { displayName, email, password, timeZone: deviceZone(), glossLanguage }));
  });
  return (
    <Page title={t.appName}>
      <section class="hero">
        <Ornament />
        <p class="lead">{t.promise}</p>
        <TryWords />
      </section>
      <LanguageChoice />
      <form class="card" onSubmit={form.onSubmit}>
        <h2>{t.signUp}</h2>
        <Field name="displayName" label={t.yourName} autocomplete="name" required maxLength={80} of={form} />
        <Field name="email" type="email" label={t.email} autocomplete="email" required of={form} />
        <NewPassword name="password" label={t.password} of={form} />
        <Submit of={form}>{t.signUp}</Submit>
      </form>
      <p class="center">{t.haveAccount} <a href={href('/log-in')}>{t.logIn}</a></p>
      <p class="center"><a href={href('/join')}>{t.joinClub}</a></p>
    </Page>
  );
}
