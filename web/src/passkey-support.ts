/** Whether the browser can have passkeys of this site: not an old one, not without TLS, and not at an IP address. */
export const canUsePasskeys = 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname);
