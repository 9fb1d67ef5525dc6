import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { CurrentPassword, usePasswordForm } from '../components/current-password';
import { errorsOf, Submit, useAction } from '../components/form';
import { clubTexts, t } from '../i18n';
import ARCHIVE from '../operations/archive-club.graphql';
import DELETE from '../operations/delete-club.graphql';
import UNARCHIVE from '../operations/unarchive-club.graphql';
import { go } from '../router';

type Properties = { club: { id: string; archivedAt: string | null }; onChange: () => Promise<void> };

/** Archives a club that has ended, or deletes it after the leader has entered the password again. */
export function EndOfClub({ club: { id, archivedAt }, onChange }: Properties) {
  const { act, isBusy, problem } = useAction();
  const archive = () => act(() => errorsOf(archivedAt ? mutate(UNARCHIVE, { id }) : mutate(ARCHIVE, { id }), onChange));
  return (
    <section class="card">
      <h2>{clubTexts.endOfClub_}</h2>
      <p>{archivedAt ? clubTexts.isArchived_ : clubTexts.archiveExplained_}</p>
      <button class="button" aria-disabled={isBusy} onClick={() => void archive()}>
        {archivedAt ? clubTexts.unarchive_ : clubTexts.archive_}
      </button>
      {problem}
      <Delete id={id} />
    </section>
  );
}

function Delete({ id }: { id: string }) {
  const [isAsking, setAsking] = useState(false);
  const form = usePasswordForm(() =>
    errorsOf(mutate(DELETE, { id }), ({ deletedClubId }) => deletedClubId && go('/clubs', { replace: true })));
  if (!isAsking) return <button class="button plain" onClick={() => setAsking(true)}>{clubTexts.deleteClub_}</button>;
  return (
    <form onSubmit={form.onSubmit}>
      <p>{clubTexts.deleteLoses_}</p>
      <CurrentPassword of={form} />
      <button type="button" class="button primary" onClick={() => setAsking(false)}>{t.cancel_}</button>
      <Submit of={form} class="button danger">{clubTexts.deleteAnyway_}</Submit>
    </form>
  );
}
