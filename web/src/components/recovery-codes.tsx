import { useState } from 'preact/hooks';
import { accountTexts, t } from '../i18n';
import { Print } from './print';

/** Shows recovery codes, which the service returns only once. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true), () => undefined);
  return (
    <section class="card">
      <h2>{accountTexts.secondFactor.recoveryCodes}</h2>
      <p>{accountTexts.secondFactor.recoveryCodesExplained}</p>
      <ul class="plain">{codes.map((code) => <li class="code" key={code}>{code}</li>)}</ul>
      <p class="actions">
        {/* Without a secure connection, browsers have no clipboard. */}
        {navigator.clipboard && (
          <button class="button" onClick={() => void copy()}>{isCopied ? t.copied : accountTexts.secondFactor.copy}</button>
        )}
        <Print />
      </p>
      <p class="visually-hidden" role="status">{isCopied && t.copied}</p>
      <button class="button primary" onClick={onKept}>{accountTexts.secondFactor.kept}</button>
    </section>
  );
}
