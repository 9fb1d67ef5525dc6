import type { ComponentChildren } from 'preact';
import { Page } from '../components/page';
import { Empty, Missing } from '../components/states';
import { editorTexts as e } from '../i18n';
import ROLE from '../operations/editor-role.graphql';
import { useQuery } from '../query';

type Properties = {
  title: string;
  back: string;
  /** The content for editors; or a function, if there is content for others, too. */
  children: ComponentChildren | ((isEditor: boolean) => ComponentChildren);
};

/** A screen for editors. Others are told that it is not for them, unless there is content for them. */
export function EditorPage({ title, back, children }: Properties) {
  const query = useQuery(ROLE, {});
  const { data } = query;
  const role = data?.viewer?.account.role;
  const isEditor = role === 'EDITOR' || role === 'ADMIN';
  return (
    <Page title={title} back={isEditor ? back : '/'}>
      {!role && <Missing query={query} />}
      {role && (typeof children === 'function' ? children(isEditor) : isEditor ? children : <Empty><p>{e.editorsOnly}</p></Empty>)}
    </Page>
  );
}
