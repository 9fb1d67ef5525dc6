// Reads the calendar with ical.js and node-ical, and compares the occurrences with those of the API.
// Usage: node check.mjs FOLDER, with the packages of package.json in NODE_MODULES, and TZ=Asia/Almaty.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'

const [folder] = process.argv.slice(2)
const load = createRequire(join(process.env.NODE_MODULES, 'x'))
const text = readFileSync(join(folder, 'calendar.ics'), 'utf8')
const from = new Date('2027-01-01T00:00:00Z')
const to = new Date('2028-01-01T00:00:00Z')

const pad = number => String(number).padStart(2, '0')
// A day without a time is at midnight of the local zone.
const dayOf = date => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
const inOrder = rows => rows.map(row => row.join(' | ')).sort()

const found = JSON.parse(readFileSync(join(folder, 'occurrences.json'), 'utf8')).occurrences.edges
const expected = inOrder(found.map(edge => edge.node).filter(one => one.status === 'CONFIRMED').map(one =>
  one.isAllDay
    ? [one.event.title, one.localStart.slice(0, 10)]
    : [one.event.title, new Date(one.startsAt).toISOString(), new Date(one.endsAt).toISOString()]))

/** The occurrences as ical.js reads them. */
function withIcalJs() {
  const ICAL = load('ical.js').default ?? load('ical.js')
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    ICAL.TimezoneService.register(zone)
  }
  const components = calendar.getAllSubcomponents('vevent')
  const isException = component => component.hasProperty('recurrence-id')
  const exceptions = components.filter(isException)
  const rows = []
  for (const component of components.filter(component => !isException(component))) {
    const event = new ICAL.Event(component)
    exceptions.filter(one => one.getFirstPropertyValue('uid') === event.uid).forEach(one => event.relateException(one))
    if (component.getFirstPropertyValue('status') === 'CANCELLED') continue
    const add = ({item, startDate, endDate}) => {
      const [start, end] = [startDate.toJSDate(), endDate.toJSDate()]
      if (end <= from || start >= to) return
      rows.push(startDate.isDate ? [item.summary, startDate.toString()] : [item.summary, start.toISOString(), end.toISOString()])
    }
    if (!event.isRecurring()) {
      add({item: event, startDate: event.startDate, endDate: event.endDate})
      continue
    }
    const iterator = event.iterator()
    for (let next = iterator.next(); next && next.toJSDate() < to; next = iterator.next()) {
      add(event.getOccurrenceDetails(next))
    }
  }
  return inOrder(rows)
}

/** The occurrences as node-ical reads them. */
function withNodeIcal() {
  const ical = load('node-ical')
  const events = Object.values(ical.sync.parseICS(text)).filter(one => one.type === 'VEVENT' && one.status !== 'CANCELLED')
  const instances = events.flatMap(event => ical.expandRecurringEvent(event, {from, to, expandOngoing: true}))
  return inOrder(instances.filter(one => one.end > from && one.start < to).map(one =>
    one.isFullDay ? [one.summary, dayOf(one.start)] : [one.summary, one.start.toISOString(), one.end.toISOString()]))
}

assert.ok(expected.some(row => row.endsWith('| 2027-03-21')), 'Наурыз of 2027 is expected')
// Before and after the clocks of New York go back, on 7 November.
for (const start of ['2027-11-01T23:00:00.000Z', '2027-11-09T00:00:00.000Z']) {
  assert.ok(expected.some(row => row.startsWith(`Нью-Йоркпен кездесу | ${start}`)), start)
}
assert.deepEqual(withIcalJs(), expected, 'ical.js')
// node-ical leaves out single days that are added to a rule (RDATE); the clock of this process is Almaty's.
const added = [...text.matchAll(/^RDATE;TZID=Asia\/Almaty:(.+)$/gm)]
  .flatMap(([, times]) => times.trim().split(','))
  .map(time => new Date(time.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:')).toISOString())
assert.deepEqual(withNodeIcal(), expected.filter(row => !added.some(start => row.includes(`| ${start} |`))), 'node-ical')
console.log(`ical.js and node-ical: ${expected.length} occurrences in 2027, as in the API`)
