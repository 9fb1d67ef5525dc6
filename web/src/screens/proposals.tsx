import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Missing } from '../components/states';
import { errorsOf } from '../components/form';
import { DecisionForm } from '../editing/decision-form';
import { storedName } from '../editing/caption';
import { Stored } from '../editing/describe';
import { EditorPage } from '../editing/editor-page';
import type { Reference } from '../editing/fields';
import { kindOf } from '../editing/records';
import { ReferenceField } from '../editing/reference-field';
import { momentWithYear } from '../i18n/format';
import { clubTexts, editorTexts as e } from '../i18n';
import ACCEPT from '../operations/accept-proposal.graphql';
import DECLINE from '../operations/decline-proposal.graphql';
import PROPOSALS, { type Data } from '../operations/proposals.graphql';
import { useQuery } from '../query';
import { href } from '../router';

type Proposal = NonNullable<Data['proposals']>['edges'][number]['node'];

/** The corrections that people have proposed and nobody has decided on. */
export function Proposals(_: { param: string }) {
  const query = useQuery(PROPOSALS, {});
  const { data, reload } = query;
  const proposals = data?.proposals?.edges.map(({ node }) => node) ?? [];
  return (
    <EditorPage title={e.proposals} back="/edit">
      {!data && <Missing query={query} />}
      {data && !proposals.length && <p class="quiet">{e.noProposals}</p>}
      {proposals.map((proposal) => <ProposalCard key={proposal.id} proposal={proposal} onChange={reload} />)}
    </EditorPage>
  );
}

function ProposalCard({ proposal, onChange }: { proposal: Proposal; onChange: () => Promise<void> }) {
  const { id, record: found, version, changes, source, comment, createdAt } = proposal;
  const [cited, setCited] = useState<Reference | null>(null);
  const record = found && 'version' in found ? found : null;
  const name = record ? (record.__typename === 'Membership' ? record.person?.name ?? e.kinds.membership : record.name) : e.anotherRecord;
  const decide = (isAccepted: boolean, answer: string) => {
    const sent = isAccepted
      ? mutate(ACCEPT, { id, answer, ...(cited && { citation: { sourceId: cited.id } }) })
      : mutate(DECLINE, { id, answer });
    return errorsOf(sent, ({ errors }) => errors.length || onChange());
  };
  return (
    <article class="card">
      <h2>
        {record ? <a href={href(`/edit/${kindOf(record)}/${record.id}`)}>{name}</a> : name}
      </h2>
      <p class="quiet">{momentWithYear(createdAt)}</p>
      {record && record.version !== version && <p class="quiet">{e.changedSince}</p>}
      <dl class="changes">
        {Object.entries(changes as Record<string, unknown>).map(([field, value]) => (
          <div key={field}><dt>{storedName(field, record ? kindOf(record) : undefined)}</dt><dd><div class="version"><Stored value={value} /></div></dd></div>
        ))}
      </dl>
      <p><strong>{e.sourceSaid}:</strong> {source}</p>
      {comment && <p>{comment}</p>}
      <DecisionForm accept={clubTexts.accept} decline={clubTexts.decline} decide={decide}>
        <ReferenceField
          field={{ name: 'sourceId', type: 'reference', to: 'source' }} path={`source ${id}`} value={cited} messages={{}}
          onChange={(value) => setCited(value as Reference | null)}
        />
      </DecisionForm>
    </article>
  );
}
