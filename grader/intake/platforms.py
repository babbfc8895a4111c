"""The names under which learning platforms store what students hand in: whose it is, which attempt, and how late."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Literal

import msgspec

Platform = Literal["moodle", "canvas", "brightspace"]
NAMES: tuple[Platform, ...] = ("moodle", "canvas", "brightspace")


class Named(msgspec.Struct, frozen=True):
    """What a name in a platform's archive says.

    `person` tells people of the same name apart. `file` is the name that the student gave to a file, "" for a folder.
    `order` sorts attempts at the same file, the newest last, if there can be several; `attempt` says in words which one
    this is.
    """

    student: str
    person: str
    file: str = ""
    late: bool = False
    order: tuple[float, ...] = ()
    attempt: str = ""


MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)", re.DOTALL)
CANVAS = re.compile(
    r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_(?:(?P<upload>\d+)_)?"
    r"(?P<stem>.+?)(?:-(?P<again>\d{1,3}))?(?P<suffix>(?:\.\w+)*)"
)
BRIGHTSPACE = re.compile(
    r"(?P<id>\d+-\d+) ?- (?P<name>.+?) ?- (?P<date>[^-]*\d{1,2}:?\d\d(?: [AP]M)?)(?: ?- (?P<file>.+))?"
)
CLOCK = re.compile(r"(\d{1,2}):?(\d\d)(?: ([AP]M))?$")
DAYS = ("%b %d, %Y", "%B %d, %Y", "%d %B, %Y", "%d %b, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d")


def moodle(name: str) -> Named | None:
    """Read `Anna Müller_312_assignsubmission_file_`, a folder, or the same before a file's name."""
    found = MOODLE.fullmatch(name)
    return Named(found["name"], found["id"], found["file"]) if found else None


def canvas(name: str) -> Named | None:
    """Read `muelleranna_LATE_104002_5551_lesson5-1.ipynb`: the number at the end counts how often it was replaced."""
    found = CANVAS.fullmatch(name)
    if found is None:
        return None
    again = int(found["again"] or 0)
    file = found["stem"] + found["suffix"]
    order = (again, int(found["upload"] or 0))
    attempt = f"attempt {again + 1}" if again else ""
    return Named(found["name"], found["id"], file, bool(found["late"]), order, attempt)


def brightspace(name: str) -> Named | None:
    """Read `123456-789 - Anna Müller - Nov 3, 2026 1029 PM`, a folder, or the same before a file's name."""
    found = BRIGHTSPACE.fullmatch(name)
    if found is None:
        return None
    when = moment(found["date"])
    order = (when.timestamp(),) if when else ()
    return Named(found["name"], found["id"], found["file"] or "", order=order, attempt=f"handed in on {found['date']}")


def moment(text: str) -> dt.datetime | None:
    """Return the time that a date such as `Nov 3, 2026 1029 PM` stands for, as UTC; None if it is written otherwise."""
    clock = CLOCK.search(text)
    if clock is None:
        return None
    hour, minute = int(clock[1]) % 12 if clock[3] else int(clock[1]), int(clock[2])
    hour += 12 * (clock[3] == "PM")
    for day in DAYS:
        try:
            date = dt.datetime.strptime(text[: clock.start()].strip(), day).replace(tzinfo=dt.UTC)
            return date.replace(hour=hour, minute=minute)
        except ValueError:
            continue
    return None


READERS: dict[Platform, Callable[[str], Named | None]] = {
    "moodle": moodle, "canvas": canvas, "brightspace": brightspace,
}  # fmt: skip
# What a platform puts beside the submissions.
ITS_OWN: dict[Platform, tuple[str, ...]] = {"moodle": (), "canvas": (), "brightspace": ("index.html",)}
