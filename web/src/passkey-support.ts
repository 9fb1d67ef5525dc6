/**
 * Whether the browser supports passkeys for this site. Old browsers do not, nor does any browser without TLS or at an IP
 * address.
 */
export const canUsePasskeys = 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname);
