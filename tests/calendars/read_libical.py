"""Reads calendar files with libical, as Evolution and GNOME Calendar do: FIRST LAST FILE… → JSON."""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as ical  # noqa: E402


def properties(component, kind):
    found = component.get_first_property(kind)
    while found:
        yield found
        found = component.get_next_property(kind)


def components(component, kind):
    found = component.get_first_component(kind)
    while found:
        yield found
        found = component.get_next_component(kind)


def one(component, kind):
    found = list(properties(component, kind))
    if len(found) != 1:
        raise ValueError(f"{component.get_uid()} has {len(found)} of {kind}")
    return found[0]


def day(time):
    if not time.is_date():
        raise ValueError(f"{time.as_ical_string()} is not a day")
    return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"


def days(component, first, last):
    """The event itself, or the days of its rule without those that EXDATE names."""
    start = component.get_dtstart()
    length = component.get_dtend().as_timet() - start.as_timet() - 86400
    rules = list(properties(component, ical.PropertyKind.RRULE_PROPERTY))
    excluded = [property.get_exdate() for property in properties(component, ical.PropertyKind.EXDATE_PROPERTY)]
    excluded = {day(time) for time in excluded}
    starts = [] if rules else [start]
    for rule in rules:
        iterator = ical.RecurIterator.new(rule.get_rrule(), start)
        time = iterator.next()
        while not time.is_null_time() and day(time) <= last:
            starts.append(time)
            time = iterator.next()
    for time in starts:
        end = ical.Time.new_from_timet_with_zone(time.as_timet() + length, 1, None)
        if day(time) not in excluded and day(time) <= last and day(end) >= first:
            yield [day(time), day(end)]


def alarm(component):
    trigger = one(component, ical.PropertyKind.TRIGGER_PROPERTY)
    related = trigger.get_parameter_as_string("RELATED") or "START"
    return [related, trigger.get_trigger().get_duration().as_int()]


def event(component, first, last):
    url = list(properties(component, ical.PropertyKind.URL_PROPERTY))
    categories = properties(component, ical.PropertyKind.CATEGORIES_PROPERTY)
    return {
        "uid": component.get_uid(),
        "summary": component.get_summary(),
        "description": one(component, ical.PropertyKind.DESCRIPTION_PROPERTY).get_description(),
        "url": url[0].get_url() if url else None,
        "categories": [property.get_categories() for property in categories],
        "alarms": [alarm(child) for child in components(component, ical.ComponentKind.VALARM_COMPONENT)],
        "days": list(days(component, first, last)),
    }


def read(path, first, last):
    with open(path, encoding="utf-8", newline="") as file:
        calendar = ical.Component.new_from_string(file.read())
    if calendar is None or calendar.count_errors():
        raise ValueError(f"{path}: {calendar.count_errors() if calendar else 'not a calendar'}")
    if not calendar.check_restrictions():
        raise ValueError(f"{path}: keeps not the restrictions of RFC 5546")
    events = components(calendar, ical.ComponentKind.VEVENT_COMPONENT)
    return {
        "name": one(calendar, ical.PropertyKind.NAME_PROPERTY).get_name(),
        "events": [event(component, first, last) for component in events],
    }


first, last = sys.argv[1:3]
json.dump({path: read(path, first, last) for path in sys.argv[3:]}, sys.stdout)
