// Passkeys (WebAuthn): the browser's calls, and the conversion of what they take and return to JSON. Some browsers that
// have passkeys lack functions for this conversion.
import { mutate } from './api';
import { accountTexts } from './i18n';
import LOG_IN from './operations/log-in-with-passkey.graphql';
import REGISTER from './operations/register-passkey.graphql';
import START_LOGIN from './operations/start-passkey-login.graphql';
import START_REGISTRATION from './operations/start-passkey-registration.graphql';

type Descriptor = { type: 'public-key'; id: string; transports?: AuthenticatorTransport[] };

/** `PublicKeyCredentialCreationOptionsJSON`. */
type CreationOptions = Omit<PublicKeyCredentialCreationOptions, 'challenge' | 'user' | 'excludeCredentials'> & {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Descriptor[];
};

/** `PublicKeyCredentialRequestOptionsJSON`. */
type RequestOptions = Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'> & {
  challenge: string;
  allowCredentials?: Descriptor[];
};

/** Reads base64url. */
function bytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** Writes base64url. */
function base64url(buffer: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const descriptors = (list: Descriptor[] = []) => list.map((each) => ({ ...each, id: bytes(each.id) }));

function written(credential: PublicKeyCredential, response: object) {
  const { id, type, authenticatorAttachment } = credential;
  const clientExtensionResults = credential.getClientExtensionResults();
  return { id, rawId: base64url(credential.rawId), type, authenticatorAttachment, clientExtensionResults, response };
}

/** Makes a passkey, and returns it as `RegistrationResponseJSON`. */
async function create(options: CreationOptions) {
  const publicKey: PublicKeyCredentialCreationOptions = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: descriptors(options.excludeCredentials),
  };
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return written(credential, {
    clientDataJSON: base64url(response.clientDataJSON),
    attestationObject: base64url(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

/** Uses a passkey, and returns its answer as `AuthenticationResponseJSON`. */
async function get(options: RequestOptions) {
  const publicKey: PublicKeyCredentialRequestOptions = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: descriptors(options.allowCredentials),
  };
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return written(credential, {
    clientDataJSON: base64url(response.clientDataJSON),
    authenticatorData: base64url(response.authenticatorData),
    signature: base64url(response.signature),
    userHandle: response.userHandle && base64url(response.userHandle),
  });
}

/** Throws a sentence that says why the browser failed: the user cancelled, or the device cannot do it. */
async function explained<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const { cancelled, exists, notHere } = accountTexts.passkeys;
    const messages: Record<string, string> = { NotAllowedError: cancelled, InvalidStateError: exists };
    throw new Error(messages[error.name] ?? notHere);
  }
}

/** Makes a passkey and registers it. Returns the payload. */
export async function registerPasskey(name: string) {
  const started = await mutate(START_REGISTRATION);
  if (!started.options) return { recoveryCodes: null, errors: started.errors };
  const credential = await explained(() => create(started.options as CreationOptions));
  return mutate(REGISTER, { name, credential });
}

/** Logs in with a passkey alone. Returns the payload. */
export async function logInWithPasskey() {
  const started = await mutate(START_LOGIN, { purpose: 'LOG_IN' });
  if (!started.options) return { session: null, viewer: null, errors: started.errors };
  const credential = await explained(() => get(started.options as RequestOptions));
  return mutate(LOG_IN, { credential });
}
