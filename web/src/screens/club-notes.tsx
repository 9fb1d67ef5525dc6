import { useId, useState } from 'preact/hooks';
import { create } from '../api';
import { errorsOf, Submit, useForm } from '../components/form';
import { Older } from '../components/older';
import { Missing } from '../components/states';
import { moment } from '../i18n/format';
import { clubTexts, t } from '../i18n';
import { nameOf } from '../members';
import type { Data } from '../operations/club.graphql';
import NOTES from '../operations/club-notes.graphql';
import SEND from '../operations/send-club-note.graphql';
import { useQuery } from '../query';

type Properties = { club: NonNullable<Data['club']>; onChange: () => Promise<void> };

/** The notes to the members of a club; leaders can write one. */
export function ClubNotes({ club, onChange }: Properties) {
  const isLeader = club.viewerMembership.role === 'LEADER';
  if (!club.notes?.edges.length && !isLeader) return null;
  return (
    <section class="card">
      <h2>{t.notes}</h2>
      {isLeader && !club.archivedAt && <NoteForm clubId={club.id} onChange={onChange} />}
      <Notes club={club} />
    </section>
  );
}

/** A page of notes, the latest first, and then the older ones. */
function Notes({ club: { id: clubId, notes } }: { club: Pick<Properties['club'], 'id' | 'notes'> }) {
  return (
    <>
      {notes?.edges.map(({ node: { id, text, author, recipient, sentAt } }) => (
        <article key={id}>
          <p class="note">{text}</p>
          <small class="quiet">
            {[author, recipient && clubTexts.noteTo({ name: nameOf(recipient) }), moment(sentAt)].filter(Boolean).join(' · ')}
          </small>
        </article>
      ))}
      {notes && <Older pageInfo={notes.pageInfo}>{(after) => <OlderNotes id={clubId} after={after} />}</Older>}
    </>
  );
}

function OlderNotes(page: { id: string; after: string | null }) {
  const query = useQuery(NOTES, page);
  const club = query.data?.club;
  return club ? <Notes club={club} /> : <Missing query={query} />;
}

/** Writes to all members, or to one of them. */
export function NoteForm({ clubId, member, onChange }: { clubId: string; member?: string; onChange: () => Promise<void> }) {
  const id = useId();
  const [sent, setSent] = useState(0);
  const form = useForm(({ text = '' }) =>
    errorsOf(create(SEND, { clubId, text, ...(member && { membershipId: member }) }), ({ errors }) => {
      if (errors.length) return undefined;
      // A new key empties the field.
      setSent(sent + 1);
      return onChange();
    }));
  return (
    <>
      <form class="fields" onSubmit={form.onSubmit} key={sent}>
        <div class="field">
          <label for={id}>{member ? clubTexts.noteForMember : clubTexts.noteForAll}</label>
          <textarea id={id} name="text" rows={2} maxLength={2000} required />
        </div>
        <Submit of={form} class="button small">{clubTexts.send}</Submit>
      </form>
      <p role="status">{sent > 0 && clubTexts.sent}</p>
    </>
  );
}
