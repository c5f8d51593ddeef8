"""Reads calendar files with Python's icalendar and recurring-ical-events: FIRST LAST FILE… → JSON."""

import json
import sys
from datetime import date, datetime, timedelta

import icalendar
import recurring_ical_events


def day(value):
    if isinstance(value, datetime):
        raise ValueError(f"{value} is not a day")
    return value.isoformat()


def alarm(component):
    trigger = component["TRIGGER"]
    return [trigger.params.get("RELATED", "START"), int(trigger.dt.total_seconds())]


def event(component):
    return {
        "uid": str(component["UID"]),
        "summary": str(component["SUMMARY"]),
        "description": str(component["DESCRIPTION"]),
        "url": str(component["URL"]) if "URL" in component else None,
        "categories": [str(name) for name in component["CATEGORIES"].cats],
        "alarms": [alarm(child) for child in component.walk("VALARM")],
        "days": [],
    }


def read(path, first, last):
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    if calendar.errors or any(component.errors for component in calendar.walk()):
        raise ValueError(f"{path}: {calendar.errors}")
    events = [event(component) for component in calendar.walk("VEVENT")]
    by_uid = {event["uid"]: event for event in events}
    for found in recurring_ical_events.of(calendar).between(first, last + timedelta(days=1)):
        end = found["DTEND"].dt - timedelta(days=1)
        by_uid[str(found["UID"])]["days"].append([day(found["DTSTART"].dt), day(end)])
    return {"name": str(calendar["NAME"]), "events": events}


first, last = (date.fromisoformat(argument) for argument in sys.argv[1:3])
json.dump({path: read(path, first, last) for path in sys.argv[3:]}, sys.stdout)
