import { useRef, useState } from 'preact/hooks';
import { download, mutate } from '../api';
import { AccessLog } from '../components/access-log';
import { Ask } from '../components/ask';
import { WithPassword } from '../components/current-password';
import { Check, Field, Select, Submit, useForm } from '../components/form';
import { canSpeak } from '../components/kazakh';
import { LanguageChoice } from '../components/language-choice';
import { Page } from '../components/page';
import { Pause } from '../components/pause';
import { Reminders } from '../components/reminders';
import { Missing } from '../components/states';
import { keptEdits } from '../editing/unsaved';
import { languageName, percent } from '../i18n/format';
import { accountTexts, t } from '../i18n';
import { forgetAccount, unsent } from '../offline/outbox';
import { sendAnswers, synchronize } from '../offline/sync';
import { stored } from '../offline/pack';
import LOG_OUT from '../operations/log-out.graphql';
import SETTINGS, { type Data } from '../operations/settings.graphql';
import UPDATE from '../operations/update-settings.graphql';
import { useQuery } from '../query';
import { stopReminding } from '../reminders';
import { go, href, SERVICE } from '../router';
import { deviceKey, session, setSession } from '../session';
import { ChangePassword } from './change-password';
import { Sharing } from './club';
import { EmailSettings } from './email-settings';
import { EndAccount } from './end-account';
import { NEXT } from './log-in';
import { Workload } from './workload';

type Viewer = NonNullable<Data['viewer']>;

const SKILLS: Schema.Skill[] = ['RECOGNIZE', 'PRODUCE', 'LISTEN', 'INFLECT'];

export function Settings(_: { param: string }) {
  const query = useQuery(SETTINGS, {});
  const { data, reload } = query;
  const viewer = data?.viewer;
  return (
    <Page title={t.settings}>
      <section class="card">
        <h2>{t.appLanguage}</h2>
        <LanguageChoice />
      </section>
      {!viewer && <Missing query={query} />}
      {viewer && (
        <>
          <LearningSettings viewer={viewer} course={data.course} onChange={reload} />
          <Workload />
          <Pause />
          <Reminders publicKey={data.pushPublicKey} />
          <Clubs viewer={viewer} onChange={reload} />
          {(viewer.account.role === 'EDITOR' || viewer.account.role === 'ADMIN') && (
            <a class="button" href={href('/edit')}>{t.editDirectory}</a>
          )}
        </>
      )}
      <Account viewer={viewer ?? null} />
    </Page>
  );
}

type LearningProperties = { viewer: Viewer; course: Data['course']; onChange: () => Promise<void> };

function LearningSettings({ viewer, course, onChange }: LearningProperties) {
  const { settings } = viewer;
  const form = useForm(async (values) => {
    const input: Schema.UpdateSettingsInput = {
      dailyGoal: Number(values['dailyGoal']),
      newCardsPerDay: Number(values['newCardsPerDay']),
      script: values['script'] as Schema.Script,
      keyboard: values['keyboard'] as Schema.Keyboard,
      glossLanguages: [...new Set([values['gloss']!, ...settings.glossLanguages.slice(1)])],
      skills: SKILLS.filter((skill) => values[skill]),
    };
    const payload = await mutate(UPDATE, input);
    if (!payload.errors.length) {
      void synchronize();
      await onChange();
    }
    return payload.errors;
  });
  const taught = course?.glossLanguages ?? [];
  const languages = [...new Set([...settings.glossLanguages, ...taught.map((each) => each.language)])];
  /** The share of the course's words that have meanings in a language, unless all have. */
  const share = (tag: string) => {
    const found = taught.find((each) => each.language === tag);
    return found && found.words < found.total ? ` (${percent(found.words / found.total)})` : '';
  };
  return (
    <form class="card" onSubmit={form.onSubmit} onInput={form.onInput}>
      <h2>{t.learning}</h2>
      <Field name="dailyGoal" label={t.dailyGoal} type="number" min={1} max={100} required defaultValue={settings.dailyGoal} of={form} />
      <Field
        name="newCardsPerDay" label={t.newCardsPerDay} type="number" min={0} max={9999} required
        defaultValue={settings.newCardsPerDay} of={form}
      />
      <Choice name="script" label={t.script} value={settings.script} options={t.scripts} />
      <Choice name="keyboard" label={t.keyboard} value={settings.keyboard} options={t.keyboards} />
      <Select
        name="gloss" label={t.meaningsIn} chosen={settings.glossLanguages[0]}
        options={languages.map((tag) => [tag, languageName(tag) + share(tag)])}
      />
      <fieldset>
        <legend>{t.whatToPractise}</legend>
        {SKILLS.map((skill) => (
          <Check key={skill} name={skill} defaultChecked={settings.skills.includes(skill)}>
            {t.skills[skill]}{skill === 'LISTEN' && !canSpeak() && <small class="quiet"> — {t.noVoice}</small>}
          </Check>
        ))}
      </fieldset>
      <Submit of={form} done={t.saved}>{t.save}</Submit>
    </form>
  );
}

type ChoiceProperties = { name: string; label: string; value: string; options: Record<string, string> };

function Choice({ name, label, value, options }: ChoiceProperties) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {Object.entries(options).map(([option, text]) => (
        <Check key={option} type="radio" name={name} value={option} defaultChecked={option === value}>{text}</Check>
      ))}
    </fieldset>
  );
}

function Clubs({ viewer, onChange }: { viewer: Viewer; onChange: () => Promise<void> }) {
  const memberships = viewer.clubMemberships?.edges.map(({ node }) => node) ?? [];
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="card">
      <h2>{t.clubs}</h2>
      {memberships.map(({ id, club, shares }) => club && (
        <Sharing key={id} club={club} shares={shares} title={`${club.name}: ${t.whatLeadersSee}`} onChange={onChange} />
      ))}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t.whoLooked}</summary>
        {isOpen && <AccessLog />}
      </details>
      <a class="button" href={href('/clubs')}>{t.clubs}</a>
    </section>
  );
}

/** Logging out deletes the account's data on the device, so it asks first while there are unsent answers. */
function Account({ viewer }: { viewer: Viewer | null }) {
  const [isAsking, setAsking] = useState(false);
  const [edits, setEdits] = useState(0);
  const save = async () => {
    await download(`${SERVICE}me/export.json`);
    return [];
  };
  // The session may end meanwhile, in another tab or because the account has.
  const accountId = useRef(session.value?.accountId ?? '').current;
  const leave = async (to: string) => {
    await forgetAccount(accountId).catch(() => undefined);
    stored.value = null;
    setSession(null);
    go(to, { replace: true });
    // The next person who logs in begins at the first screen.
    sessionStorage.removeItem(NEXT);
  };
  const logOut = async () => {
    // The next person on this device must not see this one's reminders.
    await stopReminding().catch(() => undefined);
    // Without a connection, the device forgets the token, which stays valid until it expires.
    await mutate(LOG_OUT).catch(() => undefined);
    await leave('/log-in');
  };
  const end = async (dueAt: string) => {
    localStorage.removeItem(await deviceKey(viewer?.account.username ?? viewer?.account.email ?? ''));
    await leave(`/account-ends/${Date.parse(dueAt)}`);
    await stopReminding().catch(() => undefined);
  };
  const start = async () => {
    await sendAnswers();
    const kept = (await keptEdits().catch(() => [])).length;
    setEdits(kept);
    if (unsent.value.length > 0 || kept > 0) setAsking(true);
    else await logOut();
  };
  return (
    <section class="card">
      <h2>{t.account}</h2>
      <p>
        {viewer?.account.displayName ?? session.value?.displayName}<br />
        <span class="quiet">{viewer?.account.email ?? viewer?.account.username}</span>
      </p>
      {viewer && <EmailSettings account={viewer.account} />}
      <ChangePassword />
      {viewer?.account.needsSecondFactor && <p><strong>{t.roleNeedsSecondFactor}</strong></p>}
      <a class="button" href={href('/second-factor')}>{t.secondFactor}</a>
      <a class="button" href={href('/passkeys')}>{t.passkeys}</a>
      <a class="button" href={href('/account-log')}>{accountTexts.accountLog}</a>
      <WithPassword title={t.downloadMyData} explanation={accountTexts.myDataExplained} act={save} />
      <Ask
        isAsking={isAsking} label={t.logOut} onCancel={() => setAsking(false)}
        question={
          <>
            {unsent.value.length > 0 && <p>{t.goingOnLoses({ count: unsent.value.length })}</p>}
            {edits > 0 && <p>{t.logOutLosesEdits({ count: edits })}</p>}
          </>
        }
        opener={<button class="button" onClick={() => void start()}>{t.logOut}</button>}
      >
        <button class="button danger" onClick={() => void logOut()}>{t.logOutAnyway}</button>
      </Ask>
      <EndAccount onEnd={end} />
    </section>
  );
}
