import { t } from '../i18n';

/** Prints the screen. The style sheet leaves out what only a screen needs. */
export const Print = () => <button type="button" class="button" onClick={() => print()}>{t.print}</button>;
