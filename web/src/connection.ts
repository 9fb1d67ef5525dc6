// Whether the service can be reached, and when to try again after it could not.
import { signal } from '@preact/signals';

/** Whether the last request reached the service. */
export const isOnline = signal(navigator.onLine);

/** The first wait before the next attempt, and the longest one, in milliseconds. */
const [FIRST_WAIT, LONGEST_WAIT] = [15_000, 300_000];
/** The longest wait that the service may ask for, in seconds. */
const LONGEST_ASKED = 3_600;

let timer: ReturnType<typeof setTimeout> | undefined;
let wait = FIRST_WAIT;
let triedAt = 0;

/** Notes that the service cannot be reached, and tries again later, or when the service asks for it. */
export function loseConnection(retryAfterSeconds: number) {
  isOnline.value = false;
  const asked = retryAfterSeconds > 0 && retryAfterSeconds <= LONGEST_ASKED ? retryAfterSeconds * 1000 : 0;
  if (timer && !asked) return;
  clearTimeout(timer);
  // After attempts in vain, the waits grow, even if the service asks for short ones.
  const wasInVain = Date.now() - triedAt < LONGEST_WAIT;
  if (!wasInVain) wait = FIRST_WAIT;
  timer = setTimeout(tryAgain, wasInVain ? Math.max(asked, wait) : asked || wait);
}

function tryAgain() {
  timer = undefined;
  triedAt = Date.now();
  wait = Math.min(wait * 2, LONGEST_WAIT);
  // What follows is what also follows when the device's connection returns, which the browser reports by itself.
  if (navigator.onLine) dispatchEvent(new Event('online'));
}
