import type { ComponentChildren } from 'preact';
import { Page } from '../components/page';
import { Empty, Missing } from '../components/states';
import { editorTexts as e } from '../i18n';
import ROLE from '../operations/editor-role.graphql';
import { useQuery } from '../query';

/** A screen for editors. Others see that it is not for them. */
export function EditorPage({ title, back, children }: { title: string; back: string; children: ComponentChildren }) {
  const query = useQuery(ROLE, {});
  const { data } = query;
  const role = data?.viewer?.account.role;
  return (
    <Page title={title} back={back}>
      {!role && <Missing query={query} />}
      {role && (role === 'EDITOR' || role === 'ADMIN' ? children : <Empty><p>{e.editorsOnly_}</p></Empty>)}
    </Page>
  );
}
