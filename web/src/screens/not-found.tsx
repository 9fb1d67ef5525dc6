import { Page } from '../components/page';
import { Empty } from '../components/states';
import { t } from '../i18n';
import { href } from '../router';

export function NotFound(_: { param: string }) {
  return (
    <Page title={t.notFound}>
      <Empty>
        <p>{t.noSuchPage}</p>
        <a class="button" href={href('/')}>{t.today}</a>
      </Empty>
    </Page>
  );
}
