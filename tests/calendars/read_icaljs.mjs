// Reads calendar files with ical.js, as Thunderbird does: FIRST LAST FILE… → JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ICAL = createRequire(new URL('../browser/package.json', import.meta.url))('ical.js');
const DAY = ICAL.Duration.fromSeconds(-86400);

const [first, last, ...paths] = process.argv.slice(2);
process.stdout.write(JSON.stringify(Object.fromEntries(paths.map((path) => [path, read(path)]))));

function read(path) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, 'utf8')));
  // It does not know NAME.
  return { events: calendar.getAllSubcomponents('vevent').map(event) };
}

function event(component) {
  const event = new ICAL.Event(component, { strictExceptions: true });
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    url: component.getFirstPropertyValue('url'),
    categories: component.getFirstProperty('categories').getValues(),
    alarms: component.getAllSubcomponents('valarm').map(alarm),
    days: [...days(event)].filter(([start, end]) => start <= last && end >= first),
  };
}

function alarm(component) {
  const trigger = component.getFirstProperty('trigger');
  return [trigger.getParameter('related') ?? 'START', trigger.getFirstValue().toSeconds()];
}

function* days(event) {
  const times = event.isRecurring() ? event.iterator() : null;
  for (let start = times ? times.next() : event.startDate; start && day(start) <= last; start = times?.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(start);
    const end = endDate.clone();
    end.addDuration(DAY);
    yield [day(startDate), day(end)];
  }
}

function day(time) {
  if (!time.isDate) throw new Error(`${time} is not a day`);
  return time.toString();
}
