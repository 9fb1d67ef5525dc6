import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Check, Submit, useForm, type UserError } from '../components/form';
import { editorTexts as e } from '../i18n';
import { Labelled } from './field';

type Properties = {
  accept: string;
  decline: string;
  /** The text of the button; by default, the chosen decision. */
  button?: string;
  /** Sends the decision, and returns the errors. */
  decide: (isAccepted: boolean, answer: string) => Promise<UserError[]>;
  /** Further fields, for accepting. */
  children?: ComponentChildren;
};

/** A form with which an editor accepts or declines what somebody has sent, with an answer. */
export function DecisionForm({ accept, decline, button, decide, children }: Properties) {
  const [answer, setAnswer] = useState('');
  const [isAccepted, setAccepted] = useState(true);
  const form = useForm(() => decide(isAccepted, answer.trim()));
  const problem = form.messageFor('answer');
  return (
    <form class="fields" onSubmit={form.onSubmit}>
      <fieldset>
        <legend>{e.decision}</legend>
        <Check type="radio" name="decision" value="accept" checked={isAccepted} onChange={() => setAccepted(true)}>{accept}</Check>
        <Check type="radio" name="decision" value="decline" checked={!isAccepted} onChange={() => setAccepted(false)}>{decline}</Check>
      </fieldset>
      {isAccepted && children}
      <Labelled path="answer" label={e.answer} hint={e.answerHint} isRequired messages={problem ? { answer: problem } : {}}>
        {(described) => (
          <textarea {...described} rows={2} required maxLength={1000} value={answer} onInput={(event) => setAnswer(event.currentTarget.value)} />
        )}
      </Labelled>
      <Submit of={form}>{button ?? (isAccepted ? accept : decline)}</Submit>
    </form>
  );
}
