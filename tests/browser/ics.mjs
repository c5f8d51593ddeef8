// Every calendar file is read by ical.js, which was not written here, and keeps the form of RFC 5545.
import ICAL from 'ical.js';
import { attempt, check } from './check.mjs';

export default async function ics(site) {
  await check('every calendar file is well-formed iCalendar', () => {
    const files = site.having('.ics');
    const missing = files.includes('lich/lich.ics') ? [] : ['the site has no lich/lich.ics'];
    return [...missing, ...files.flatMap((path) => attempt(path, () => problemsOf(site.text(path))))];
  });

  await check('the calendar of the site has events', () =>
    new ICAL.Component(ICAL.parse(site.text('lich/lich.ics'))).getAllSubcomponents('vevent').length ? [] : ['no VEVENT'],
  );
}

function problemsOf(text) {
  const problems = [];
  if (!text.endsWith('\r\n')) problems.push('does not end with CRLF');
  if (/[^\r]\n|\r[^\n]/.test(text)) problems.push('has a line end that is not CRLF');
  text.split('\r\n').forEach((line, index) => {
    const octets = Buffer.byteLength(line);
    if (octets > 75) problems.push(`line ${index + 1} has ${octets} octets`);
  });

  // ical.js moves 31 February on to March without a word.
  for (const [line, year, month, day] of text.matchAll(/^(?:DTSTAMP|DTSTART|DTEND)[^:\r]*:(\d{4})(\d\d)(\d\d)/gm)) {
    if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== Number(day)) problems.push(`${line} is no day of the calendar`);
  }

  const calendar = new ICAL.Component(ICAL.parse(text));
  if (calendar.name !== 'vcalendar') return [...problems, `is a ${calendar.name}`];
  if (calendar.getFirstPropertyValue('version') !== '2.0') problems.push('VERSION is not 2.0');
  if (calendar.getAllProperties('prodid').length !== 1) problems.push('needs one PRODID');

  const uids = new Set();
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const uid = event.getFirstPropertyValue('uid');
    const say = (problem) => problems.push(`event ${uid ?? '?'}: ${problem}`);
    if (!uid) say('no UID');
    if (uids.has(uid)) say('UID twice');
    uids.add(uid);
    for (const name of ['uid', 'dtstamp', 'dtstart', 'dtend', 'summary']) {
      if (event.getAllProperties(name).length !== 1) say(`needs one ${name.toUpperCase()}`);
    }
    const [stamp, start, end] = ['dtstamp', 'dtstart', 'dtend'].map((name) => event.getFirstPropertyValue(name));
    if (stamp && stamp.zone !== ICAL.Timezone.utcTimezone) say(`DTSTAMP ${stamp} is not in UTC`);
    if (start && !start.isDate) say(`DTSTART ${start} is not a date`);
    if (end && !end.isDate) say(`DTEND ${end} is not a date`);
    if (start && end && end.compare(start) <= 0) say(`DTEND ${end} is not after DTSTART ${start}`);
  }
  return problems;
}
