// Every calendar file keeps the form of RFC 5545 and RFC 7986, names its events for ever and leads back to the site;
// ../calendars compares the days with the data.
import ICAL from 'ical.js';
import { attempt, check } from './check.mjs';

export default async function ics(site) {
  const files = site.having('.ics');

  await check('every calendar file is well-formed iCalendar', () => {
    const missing = files.includes('lich/lich.ics') ? [] : ['the site has no lich/lich.ics'];
    return [...missing, ...files.flatMap((path) => attempt(path, () => problemsOf(site.text(path))))];
  });

  await check('the calendar of the site has events', () => (eventsOf(site, 'lich/lich.ics').length ? [] : ['no VEVENT']));

  await check('an event has one name in every calendar that has it', () => {
    const known = new Map();
    return files.flatMap((path) =>
      attempt(path, () =>
        eventsOf(site, path).flatMap((event) => {
          const uid = event.getFirstPropertyValue('uid');
          const is = ['dtstart', 'dtend', 'rrule', 'summary', 'url'].map((name) => event.getFirstPropertyValue(name)).join(' | ');
          const was = known.get(uid) ?? is;
          known.set(uid, was);
          return was === is ? [] : [`${uid} is ${is}, elsewhere ${was}`];
        }),
      ),
    );
  });

  await check('calendars and events lead back to the site', () => {
    const { base } = site;
    if (!base) return ['robots.txt does not say where the site is'];
    return files.flatMap((path) =>
      attempt(path, () => {
        const calendar = new ICAL.Component(ICAL.parse(site.text(path)));
        const page = path.replace('lich.ics', 'index.html');
        const own = calendar.getFirstPropertyValue('source') === base + path ? [] : ['SOURCE is not its address'];
        const events = calendar.getAllSubcomponents('vevent');
        const leads = [calendar, ...events].flatMap((component) => leadsTo(site, component.getFirstPropertyValue('url')));
        return [...own, ...(site.files.has(page) ? [] : [`there is no ${page}`]), ...leads];
      }),
    );
  });
}

const eventsOf = (site, path) => new ICAL.Component(ICAL.parse(site.text(path))).getAllSubcomponents('vevent');

const ids = new Map();
function leadsTo(site, url) {
  if (!url?.startsWith(site.base)) return [`URL ${url} is not an address of the site`];
  const [address, id] = url.slice(site.base.length).split('#');
  const path = `${address}index.html`;
  if (!site.files.has(path)) return [`URL ${url} leads to no page`];
  if (!ids.has(path)) ids.set(path, new Set(site.page(path).map((element) => element.attrs.id)));
  return id === undefined || ids.get(path).has(id) ? [] : [`URL ${url}: the page has no such id`];
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
  for (const name of ['prodid', 'name', 'color', 'refresh-interval', 'x-wr-calname', 'x-published-ttl']) {
    if (calendar.getAllProperties(name).length !== 1) problems.push(`needs one ${name.toUpperCase()}`);
  }
  if (calendar.getAllSubcomponents().length === 0) problems.push('has no component');

  const uids = new Set();
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const uid = event.getFirstPropertyValue('uid');
    const say = (problem) => problems.push(`event ${uid ?? '?'}: ${problem}`);
    if (!uid) say('no UID');
    if (uids.has(uid)) say('UID twice');
    uids.add(uid);
    for (const name of ['uid', 'dtstamp', 'dtstart', 'dtend', 'summary', 'description', 'categories']) {
      if (event.getAllProperties(name).length !== 1) say(`needs one ${name.toUpperCase()}`);
    }
    const [stamp, start, end] = ['dtstamp', 'dtstart', 'dtend'].map((name) => event.getFirstPropertyValue(name));
    if (stamp && stamp.zone !== ICAL.Timezone.utcTimezone) say(`DTSTAMP ${stamp} is not in UTC`);
    if (start && !start.isDate) say(`DTSTART ${start} is not a date`);
    if (end && !end.isDate) say(`DTEND ${end} is not a date`);
    if (start && end && end.compare(start) <= 0) say(`DTEND ${end} is not after DTSTART ${start}`);
    if (event.getFirstPropertyValue('transp') !== 'TRANSPARENT') say('blocks the day for other appointments');
    const rule = event.getFirstPropertyValue('rrule');
    if (rule && !rule.until?.isDate) say(`RRULE ${rule} does not end on a day`);
    // RFC 5545 leaves it open what a rule means whose DTSTART is not one of its days.
    if (rule && rule.iterator(start).next().compare(start) !== 0) say(`RRULE ${rule} does not fall on DTSTART ${start}`);
  }
  return problems;
}
