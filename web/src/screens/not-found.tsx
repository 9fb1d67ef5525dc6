import { Page } from '../components/page';
import { Empty } from '../components/states';
import { t } from '../i18n';
import { href } from '../router';

export function NotFound(_: { param: string }) {
  return (
    <Page title={t.notFound_}>
      <Empty>
        <p>{t.noSuchPage_}</p>
        <a class="button" href={href('/')}>{t.today_}</a>
      </Empty>
    </Page>
  );
}
