// node run.mjs SITE [DAYS,DAYS…]: programs that were not written here read every calendar file of a built site; each
// event falls on the days that the data of its plan lists, says what the plan says, and reminds so many days before.
import { execFileSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attempt, check, tally } from '../browser/check.mjs';
import { Site } from '../browser/site.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const [FIRST, LAST] = ['2025-01-01', '2030-12-31'];
// Debian's Python: it has Debian's packages, whatever other Python comes first.
const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';
const READERS = [
  // Version 4 takes the n after a backslash for the end of a line: “C:\\nghị” is read as two lines.
  { name: 'icalendar and recurring-ical-events', program: PYTHON, script: 'read_icalendar.py', cannotRead: /\\[nN]/ },
  { name: 'libical', program: PYTHON, script: 'read_libical.py' },
  { name: 'ical.js', program: process.execPath, script: 'read_icaljs.mjs' },
];

if (process.argv.length < 3 || process.argv.length > 4) {
  console.error('usage: node run.mjs SITE [DAYS,DAYS…]');
  process.exit(2);
}
const site = new Site(resolve(process.argv[2]));
const reminders = process.argv[3]?.split(',').map(Number) ?? [];
const calendars = site.having('.ics');
const items = expected();
console.log(`${calendars.length} calendars; ${items.size} tasks and reports, ${days([...items.values()])} days or intervals`);

await check('there are calendars, and tasks and reports with days', () =>
  calendars.includes('lich/lich.ics') && days([...items.values()]) > 0 ? [] : ['there are none'],
);
for (const reader of READERS) {
  await check(`${reader.name} reads every calendar as the data says`, () => {
    const read = ask(reader);
    return calendars.flatMap((path) => attempt(path, () => compare(path, read[join(site.folder, path)], reader)));
  });
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;

/** What each task and report of the site must look like in a calendar, by the first part of its UIDs. */
function expected() {
  const items = new Map();
  for (const path of site.having('nhiem-vu.json')) {
    const plan = JSON.parse(site.text(path));
    const folder = `${dirname(path)}/`;
    const ids = new Set(site.page(`${folder}index.html`).map((element) => element.attrs.id));
    for (const item of [...plan.tasks, ...plan.reports]) {
      const within = item.days.map((day) => day.split('/')).map(([first, last = first]) => [first, last]);
      items.set(`${plan.key}/${item.anchor}`, {
        folder,
        ids,
        anchor: item.anchor,
        text: plain(item.text),
        dated: within.length > 0,
        days: within.filter(([first, last]) => first <= LAST && last >= FIRST).sort(),
      });
    }
  }
  return items;
}

function days(items) {
  return items.reduce((sum, item) => sum + item.days.length, 0);
}

/** What a reader makes of all calendars, by their paths. */
function ask({ program, script }) {
  const paths = calendars.map((path) => join(site.folder, path));
  const output = execFileSync(program, [join(HERE, script), FIRST, LAST, ...paths], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output);
}

function compare(path, calendar, reader) {
  if (!calendar) return ['was not read'];
  const problems = [];
  const found = new Map();
  const uids = new Set();
  for (const event of calendar.events) {
    const [, key] = /^([^/@]+\/[^/@]+\/[^/@]+)(?:\/\d+)?@niemyet$/.exec(event.uid) ?? [];
    const item = items.get(key);
    if (uids.has(event.uid)) problems.push(`${event.uid} stands twice`);
    uids.add(event.uid);
    if (!item) {
      problems.push(`${event.uid} is no task or report of the data`);
      continue;
    }
    found.set(key, [...(found.get(key) ?? []), ...event.days]);
    problems.push(...wording(path, event, item, reader).map((problem) => `${event.uid} ${problem}`));
  }
  for (const [key, days] of found) {
    const [got, want] = [days.sort().join(' '), items.get(key).days.join(' ')];
    if (got !== want) problems.push(`${key} is on\n  ${got}\n  not on\n  ${want}`);
  }
  // The calendar of a plan has all of the plan; that of the site everything, unless it says that it does not.
  const everything = path === 'lich/lich.ics' && !/^X-WR-CALDESC:/m.test(site.text(path));
  for (const [key, item] of items) {
    const expected = everything || path === `${item.folder}lich.ics`;
    if (expected && item.dated && !found.has(key)) problems.push(`${key} is missing`);
  }
  return problems;
}

function wording(path, event, item, reader) {
  const problems = [];
  const say = (problem) => problems.push(problem);
  if (!reader.cannotRead?.test(item.text)) texts(path, event, item, say);
  if (!/^(Nhiệm vụ|Báo cáo),./.test(event.categories.join())) say(`has the categories ${event.categories.join(' | ')}`);
  if (event.url !== (site.base ? `${site.base}${item.folder}#${item.anchor}` : null)) say(`leads to ${event.url}`);
  if (site.base && !event.description.endsWith(`\n${event.url}`)) say('does not end with its address');
  if (!item.ids.has(item.anchor)) say('leads to no place of its page');
  // At eight in the morning; an event ends at the midnight after its last day.
  const alarms = reminders.map((days) => ['END', -(days * 86400 + 16 * 3600)]);
  if (JSON.stringify(event.alarms) !== JSON.stringify(alarms)) say(`reminds ${JSON.stringify(event.alarms)}`);
  return problems;
}

function texts(path, event, item, say) {
  const [start] = event.summary.replace(/^[^:]*: /, '').split('…');
  if (!start || !words(item.text).startsWith(start)) say(`has the summary “${event.summary}”`);
  if (path === `${item.folder}lich.ics` && !event.description.startsWith(`${item.text}\n`)) say(`does not say\n${item.text}\nbut\n${event.description}`);
}

/** A tab and the separators of Unicode are not in a text of iCalendar. */
function plain(text) {
  return text.replaceAll('\r\n', '\n').replaceAll('\t', ' ').replace(/[\u2028\u2029]/g, '\n');
}

function words(text) {
  return text.split(/\s+/).join(' ');
}
