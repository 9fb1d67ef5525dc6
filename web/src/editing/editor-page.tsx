import type { ComponentChildren } from 'preact';
import { Page } from '../components/page';
import { Empty, Missing } from '../components/states';
import { editorTexts as e } from '../i18n';
import ROLE from '../operations/editor-role.graphql';
import { useQuery } from '../query';

type Properties = {
  title: string;
  back: string;
  /** What editors see; or a function, if it has something for others, too. */
  children: ComponentChildren | ((isEditor: boolean) => ComponentChildren);
};

/** A screen for editors. Others see that it is not for them, unless there is something. */
export function EditorPage({ title, back, children }: Properties) {
  const query = useQuery(ROLE, {});
  const { data } = query;
  const role = data?.viewer?.account.role;
  const isEditor = role === 'EDITOR' || role === 'ADMIN';
  return (
    <Page title={title} back={isEditor ? back : '/'}>
      {!role && <Missing query={query} />}
      {role && (typeof children === 'function' ? children(isEditor) : isEditor ? children : <Empty><p>{e.editorsOnly_}</p></Empty>)}
    </Page>
  );
}
