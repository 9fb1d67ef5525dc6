// Reminders on this device: by Web Push or, where that is impossible, by an entry in the calendar.
import { mutate } from './api';
import { t } from './i18n';
import SUBSCRIBE from './operations/subscribe-to-push.graphql';
import UNSUBSCRIBE from './operations/unsubscribe-from-push.graphql';
import { SERVICE } from './router';
import { session } from './session';

export const canBeReminded = () =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

async function subscription() {
  const worker = canBeReminded() ? await navigator.serviceWorker.getRegistration() : undefined;
  return (await worker?.pushManager.getSubscription()) ?? null;
}

async function tell(subscribed: PushSubscription) {
  const { endpoint, keys } = subscribed.toJSON();
  const input = { endpoint: endpoint!, p256dh: keys!['p256dh']!, auth: keys!['auth']! };
  const payload = await mutate(SUBSCRIBE, input);
  if (payload.errors[0]) throw new Error(payload.errors[0].message);
}

/**
 * Whether this device shows reminders. If so, subscribes again: the service may have lost the subscription, or the
 * language may have changed.
 */
export async function isReminding() {
  const subscribed = await subscription();
  if (subscribed) await tell(subscribed).catch(() => undefined);
  return subscribed !== null;
}

let renewedIn: string | undefined;

/** Subscribes this device again, once in each session, because a subscription ends with its session. */
export async function renewReminding() {
  const token = session.value?.token;
  if (token === renewedIn) return;
  renewedIn = token;
  await isReminding();
}

/** Asks for the permission, and subscribes this device. */
export async function startReminding(publicKey: string) {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error(t.remindersDenied);
  // A subscription that was made with another key cannot be used.
  await (await subscription())?.unsubscribe();
  const worker = await navigator.serviceWorker.ready;
  const subscribed = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  try {
    await tell(subscribed);
  } catch (error) {
    await subscribed.unsubscribe();
    throw error;
  }
}

/** Unsubscribes this device. If the service cannot be reached, it learns that from the browser's push service. */
export async function stopReminding() {
  const subscribed = await subscription();
  if (!subscribed) return;
  await subscribed.unsubscribe();
  await mutate(UNSUBSCRIBE, { endpoint: subscribed.endpoint }).catch(() => undefined);
}

/** Returns an iCalendar file with a daily entry at a local time, such as `18:30`. */
export function calendarEntry(title: string, time: string) {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//dostyq//app//',
    'BEGIN:VEVENT', `UID:reminder@${location.hostname}`, `DTSTAMP:${stamp}`,
    // The first day and the hour are those of the calendar's own time zone.
    `DTSTART:${stamp.slice(0, 8)}T${time.replace(':', '')}00`, 'DURATION:PT10M', 'RRULE:FREQ=DAILY',
    `SUMMARY:${title}`, `URL:${SERVICE}app/`,
    'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT0S', `DESCRIPTION:${title}`, 'END:VALARM',
    'END:VEVENT', 'END:VCALENDAR', '',
  ];
  return new Blob([lines.join('\r\n')], { type: 'text/calendar' });
}
