import { mutate } from '../api';
import { WithPassword } from '../components/current-password';
import { errorsOf, useAction } from '../components/form';
import { clubTexts } from '../i18n';
import ARCHIVE from '../operations/archive-club.graphql';
import DELETE from '../operations/delete-club.graphql';
import UNARCHIVE from '../operations/unarchive-club.graphql';
import { go } from '../router';

type Properties = { club: { id: string; archivedAt: string | null }; onChange: () => Promise<void> };

/** Archives a club that has ended, or deletes it after the leader has entered the password again. */
export function EndOfClub({ club: { id, archivedAt }, onChange }: Properties) {
  const { act, isBusy, problem } = useAction();
  const archive = () => act(() => errorsOf(archivedAt ? mutate(UNARCHIVE, { id }) : mutate(ARCHIVE, { id }), onChange));
  const remove = () =>
    errorsOf(mutate(DELETE, { id }), ({ deletedClubId }) => deletedClubId && go('/clubs', { replace: true }));
  return (
    <section class="card">
      <h2>{clubTexts.endOfClub}</h2>
      <p>{archivedAt ? clubTexts.isArchived : clubTexts.archiveExplained}</p>
      <button class="button" aria-disabled={isBusy} onClick={() => void archive()}>
        {archivedAt ? clubTexts.unarchive : clubTexts.archive}
      </button>
      {problem}
      <WithPassword title={clubTexts.deleteClub} explanation={clubTexts.deleteLoses} isDanger act={remove} />
    </section>
  );
}
