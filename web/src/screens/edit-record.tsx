import { useEffect, useRef, useState } from 'preact/hooks';
import { create, mutate, Offline } from '../api';
import { Check, type UserError } from '../components/form';
import { explain, Failed, Loading } from '../components/states';
import { Conflict } from '../editing/conflict';
import { dropEdit, keepEdit, keptEdit, type UnsavedEdit } from '../editing/unsaved';
import { Duplicate } from '../editing/duplicate';
import { EditorPage } from '../editing/editor-page';
import { FieldsView, Labelled, type Messages } from '../editing/field';
import { FIELDS, type RecordKind, type Values } from '../editing/fields';
import { RecordActions, Related } from '../editing/record-actions';
import { creating, givenBy, LOAD, updating, type EditConflict, type Loaded } from '../editing/records';
import { changes, emptyValues, isSame, merge, newRecord, problemsOf, type Clash } from '../editing/values';
import { clubTexts, editorTexts as e, t } from '../i18n';
import PROPOSE from '../operations/propose-correction.graphql';
import { askBeforeLeaving, go, href } from '../router';
import { NotFound } from './not-found';

/** What a form opens with: the current record (null for a new one), and the unsaved edit. */
type Opened = { record: Loaded | null; edit: UnsavedEdit; isRestored: boolean };

/** The form of a record: `organization/ID`, `new/organization`, or `new/post/organization/ID` to add it to another. */
export function EditRecord({ param }: { param: string }) {
  const parts = param.split('/');
  const isNew = parts[0] === 'new';
  const [kind, key = '', fromKey = ''] = (isNew ? parts.slice(1) : parts) as [RecordKind, string?, string?];
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<Error | 'NOT_FOUND' | null>(null);
  const open = async () => {
    setProblem(null);
    const kept = await keptEdit(param).catch(() => undefined);
    try {
      const record = isNew ? null : await LOAD[kind](key);
      if (!isNew && !record) return setProblem('NOT_FOUND');
      if (record && record.id !== key) return go(`/edit/${kind}/${record.id}`, { replace: true });
      const before = record?.values ?? { ...emptyValues(FIELDS[kind]), ...(fromKey && await givenBy(kind, key as RecordKind, fromKey)) };
      const edit = kept ?? { name: record?.name ?? '', version: record?.version ?? 0, before, values: before, reason: '' };
      setOpened({ record, edit, isRestored: Boolean(kept) });
    } catch (error) {
      // Without a connection, the editor can continue an unsaved edit.
      if (kept) setOpened({ record: null, edit: kept, isRestored: true });
      else setProblem(error as Error);
    }
  };
  useEffect(() => { void open(); }, [param]);
  if (problem === 'NOT_FOUND') return <NotFound param="" />;
  const title = isNew ? e.newRecords[kind] : opened?.record?.name || opened?.edit.name || e.kinds[kind];
  const form = (isEditor: boolean) => (opened
    ? <RecordForm kind={kind} place={param} id={isNew ? null : key} opened={opened} reopen={open} isEditor={isEditor} />
    : problem ? <Failed error={problem} retry={open} /> : <Loading />);
  return (
    <EditorPage title={title} back="/edit">
      {isNew ? form(true) : form}
    </EditorPage>
  );
}

type Warning = { clashes: Clash[]; merged: Values; theirs: Loaded; conflict: EditConflict | null };

/** The form. Users who are not editors propose corrections with it. */
function RecordForm({ kind, place, id, opened, reopen, isEditor }: {
  kind: RecordKind; place: string; id: string | null; opened: Opened; reopen: () => Promise<void>; isEditor: boolean;
}) {
  const fields = FIELDS[kind];
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(opened.edit);
  const [values, setValues] = useState(opened.edit.values);
  const [reason, setReason] = useState(opened.edit.reason);
  const [isPublished, setPublished] = useState(false);
  const [messages, setMessages] = useState<Messages>({});
  const [errors, setErrors] = useState<UserError[]>([]);
  /** How many times saving was refused. Each time, the focus moves to the first problem. */
  const [refusals, setRefusals] = useState(0);
  const [warning, setWarning] = useState<Warning | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [state, setState] = useState(opened.isRestored ? e.restored : '');
  const isDirty = !isSame(values, base.before);
  /** Whether there is nothing to save, or not yet. */
  const isWaiting = isBusy || !isDirty || warning !== null;

  useEffect(() => {
    if (!isDirty) {
      void dropEdit(place);
      return undefined;
    }
    const kept = keepEdit(place, { ...base, values, reason });
    if (!isSame(values, opened.edit.values)) void kept.then(() => setState((shown) => (shown === e.joined ? shown : e.kept)));
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', stay);
    askBeforeLeaving(() => confirm(e.leaveQuestion));
    return () => {
      removeEventListener('beforeunload', stay);
      askBeforeLeaving(null);
    };
  }, [values, base, reason]);

  // The form follows the record. If somebody has edited the record since an unsaved edit was begun, the two are
  // compared.
  useEffect(() => {
    const { record } = opened;
    if (record && !isDirty) {
      setBase({ name: record.name, version: record.version, before: record.values, values: record.values, reason: '' });
      setValues(record.values);
    } else if (record && record.version !== base.version) {
      compare(record, values, null);
    }
  }, [opened.record]);

  useEffect(() => {
    if (refusals) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .error[tabindex]')?.focus();
  }, [refusals]);

  /** Takes new values. The problem of a field is removed when its value changes. */
  const change = (changed: Values) => {
    const isChanged = (at: string) => fields.some(({ name }) => at.split('.')[0] === name && changed[name] !== values[name]);
    setMessages((before) => Object.fromEntries(Object.entries(before).filter(([at]) => !isChanged(at))));
    setValues(changed);
  };

  const compare = (theirs: Loaded, mine: Values, conflict: EditConflict | null) => {
    const { merged, clashes } = merge(fields, base.before, mine, theirs.values);
    setWarning({ clashes, merged, theirs, conflict });
  };

  const settle = (chosen: Values) => {
    if (!warning) return;
    setBase({ ...base, version: warning.theirs.version, before: warning.theirs.values });
    setValues(chosen);
    setWarning(null);
    setState(e.joined);
  };

  const save = async (allowDuplicate = false) => {
    if (isWaiting) return;
    const found = Object.entries(problemsOf(fields, values)).map(([at, code]) => [at, e.problems[code]]);
    setErrors([]);
    setMessages(Object.fromEntries(found));
    if (found.length) return setRefusals(refusals + 1);
    setBusy(true);
    const common = { reason: reason.trim() || null, ...(allowDuplicate && { allowDuplicate }) };
    const changed = changes(fields, base.before, values);
    try {
      if (id && !isEditor) {
        const { errors } = await mutate(PROPOSE, { recordId: id, version: base.version, change: { [kind]: changed }, source: reason });
        if (errors.length) return refuse(errors);
        await discard();
        return setState(clubTexts.sent);
      }
      const edited = await (id
        ? mutate(updating(kind), { id, version: base.version, changes: changed, ...common })
        : create(creating(kind), { record: newRecord(fields, values), publish: isPublished, ...common }));
      if (edited.conflict && id) {
        const theirs = await LOAD[kind](id);
        if (theirs) compare(theirs, values, edited.conflict);
      } else if (edited.errors.length) {
        refuse(edited.errors);
      } else if (edited.record) {
        await dropEdit(place);
        askBeforeLeaving(null);
        if (edited.record.id !== id) return go(`/edit/${kind}/${edited.record.id}`, { replace: true });
        setBase({ ...base, version: edited.record.version, before: values });
        setReason('');
        setState(t.saved);
        await reopen();
      }
    } catch (error) {
      setState(error instanceof Offline ? e.keptOffline : explain(error));
    } finally {
      setBusy(false);
    }
  };

  const refuse = (refused: UserError[]) => {
    // What proposers write in the field of the reason is the source of a proposal.
    const at = ({ path = [] }: UserError) => path
      .map((name) => (name === 'source' && !isEditor ? 'reason' : name))
      .find((name) => name === 'reason' || fields.some((field) => field.name === name));
    const isWarning = ({ code }: UserError) => code === 'POSSIBLE_DUPLICATE';
    setMessages(Object.fromEntries(refused.filter((error) => at(error) && !isWarning(error)).map((error) => [at(error)!, error.message])));
    setErrors(refused.filter((error) => !at(error) || isWarning(error)));
    setRefusals(refusals + 1);
  };

  const discard = async () => {
    await dropEdit(place);
    askBeforeLeaving(null);
    setMessages({});
    setErrors([]);
    setWarning(null);
    setState('');
    setReason('');
    setValues(base.before);
    if (id) await reopen();
    else go('/edit', { replace: true });
  };

  const isDuplicate = errors.some(({ code }) => code === 'POSSIBLE_DUPLICATE');
  return (
    <>
      {isEditor && opened.record && <RecordActions kind={kind} record={opened.record} isDirty={isDirty} onChange={reopen} />}
      {warning && <Conflict kind={kind} {...warning} onChoose={settle} />}
      <form class="card record" ref={form} noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <FieldsView fields={fields} path="" values={values} messages={messages} onChange={change} />
        <Labelled
          path="reason" label={isEditor ? e.reason : e.howKnown} hint={isEditor ? e.reasonHint : e.proposalHint} isRequired={!isEditor}
          messages={messages}
        >
          {(described) => (
            <input {...described} name="reason" autocomplete="off" maxLength={1000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
          )}
        </Labelled>
        {!id && (
          <Check name="publish" checked={isPublished} onChange={(event) => setPublished(event.currentTarget.checked)}>{e.publishAtOnce}</Check>
        )}
        <div role="alert">
          {errors.filter(({ code }) => code !== 'POSSIBLE_DUPLICATE').map(({ code, message }) => <p class="error" key={code} tabIndex={-1}>{message}</p>)}
        </div>
        {isDuplicate && <Duplicate kind={kind} id={id} values={values} isBusy={isBusy} onConfirm={() => void save(true)} />}
        <p role="status">{state}</p>
        <p class="actions">
          <button class="button primary" aria-disabled={isWaiting}>{isEditor ? t.save : clubTexts.send}</button>
          {isDirty && <button type="button" class="button" onClick={() => void discard()}>{e.discard}</button>}
        </p>
      </form>
      {opened.record && <Related kind={kind} record={opened.record} isEditor={isEditor} />}
      {isEditor && id && <p class="center"><a href={href(`/edit/history/${id}`)}>{e.history}</a></p>}
    </>
  );
}
