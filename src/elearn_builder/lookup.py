"""The page "Which agreement applies?": what the reference tables list, as data for the search on it, and what each
agreement asks for. The search itself is ``templates/player/parts/finder.js``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from elearn_builder import player
from elearn_builder.record import Record
from elearn_builder.references import AGREEMENTS, Tables, ashrae

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from elearn_builder.model import Course

# What the search says; it comes with the data, so that other courses do not carry it.
WORDS = ("label", "hint", "found", "more", "nothing", "lesson")
CONTROLS = {
    "consent": "lookup_consent",
    "consent-if-hazardous": "lookup_consent_if",
    "green": "lookup_green",
    "deleted": "lookup_deleted",
}
CITES = {"source": "lookup_source", "purpose": "lookup_purpose", "appendix": "ref_appendix"}
_UNSURE = re.compile(r"\bGK\b|derived|general knowledge|unverified")


class Agreement(Record, frozen=True):
    """An agreement on the page: its short name, its name and what it asks for (in the course's language as far as there
    are words), and the lesson about it: title and address inside the package, both empty if there is none.
    """

    id: str
    name: str
    asks: str
    lesson: str
    address: str


class Row(Record, frozen=True):
    """What one agreement lists: the agreement's short name, what it is called (English), where it is listed (in words),
    its own code, CAS, HS and UN numbers (several ones with ``;`` between), whether the table's row was verified.
    """

    agreement: str
    name: str
    listing: str
    code: str = ""
    cas: str = ""
    hs: str = ""
    un: str = ""
    verified: bool = True


def agreements(course: Course, words: Mapping[str, str]) -> list[Agreement]:
    """All agreements that have words or a file, in the order of their names."""
    treaties = Tables(course.reference, words).treaties
    titles = {lesson.id: lesson.title for lesson in course.lessons}
    found = []
    for name in dict.fromkeys((*AGREEMENTS, *treaties)):
        treaty = treaties.get(name)
        # What the file says is English, so that it goes before our own words only there.
        own = treaty.asks if treaty else ""
        asks = words.get(f"asks_{name}") or own or words["lookup_asks"]
        if own and course.config.language.startswith("en"):
            asks = own
        lesson, _, anchor = course.config.lookup.get(name, "").partition("#")
        address = f"{lesson}.html" + (f"#{anchor}" if anchor else "") if lesson else ""
        called = words.get(f"ref_{name}") or (treaty.name if treaty else name)
        found.append(Agreement(name, called, asks, titles.get(lesson, ""), address))
    return found


def data(course: Course, said: Mapping[str, Any]) -> str:
    """What the search looks through, as a script; ``said`` are the words of the language with their forms."""
    words = {name: text for name, text in said.items() if isinstance(text, str)}
    listed = agreements(course, words)
    number = {agreement.id: index for index, agreement in enumerate(listed)}
    told = {
        "words": {f"lookup_{name}": said[f"lookup_{name}"] for name in WORDS} | {"unsure": said["unsure"]},
        "agreements": [[one.name, one.asks, one.lesson, one.address] for one in listed],
        "rows": [
            [number[row.agreement], row.name, row.listing, row.code, row.cas, row.hs, row.un, int(row.verified)]
            for row in rows(Tables(course.reference, words))
            if row.agreement in number
        ],
    }
    return player.javascript("listings", told)


def rows(tables: Tables) -> list[Row]:
    """What the tables list, those of one agreement's own kind first."""
    words = tables.words
    found = [*_waste(tables), *_substances(tables), *_schedules(tables), *_chemicals(tables)]
    for (kind, code), row in tables.cites.items():
        found.append(Row("cites", row["meaning"], words[CITES[kind]].format(code), code, verified=_sure(row)))
    for row in tables.goods:
        listing = words["lookup_goods"]
        found.append(Row(_agreement(row), row["goods"], listing, hs=row["code"], verified=_sure(row)))
    known = {(row.agreement, row.un) for row in found}
    for row in tables.un.values():
        if (_agreement(row), row["number"]) not in known:
            listing = words["lookup_dangerous"]
            found.append(Row(_agreement(row), row["name"], listing, un=row["number"], verified=_sure(row)))
    return found


def _waste(tables: Tables) -> Iterator[Row]:
    for row in tables.waste.values():
        listing = f"{tables.words['ref_annex'].format(row['annex'])}: {tables.words[CONTROLS[row['control']]]}"
        hs = row.get("hs", "")
        if hs:  # worked out from the wording of the tariff; nobody has published such a list
            listing = tables.words["lookup_pointer"].format(listing)
        yield Row("basel", row["description"], listing, row["code"], hs=hs, verified=_sure(row))


def _substances(tables: Tables) -> Iterator[Row]:
    for row in tables.substances:
        listing = _places(ashrae.group(row), tables.words)
        yield Row("montreal", row["substance"], listing, row["ashrae"], row["cas"], row["hs"], row["un"], _sure(row))
    for row in tables.blends:
        places = "; ".join(_places(place, tables.words) for place in ashrae.groups(row["composition"], tables))
        name = f"{row['blend']}: {row['composition']}"
        yield Row("montreal", name, places, row["blend"], hs=row["hs"], un=row["un"], verified=_sure(row))


def _schedules(tables: Tables) -> Iterator[Row]:
    for row in (row for entry in tables.schedules.values() for row in entry):
        listing = tables.words["ref_schedule"].format(row["schedule"])
        yield Row("cwc", row["name"], listing, row["schedule"], row["cas"], row["hs"], verified=_sure(row))


def _chemicals(tables: Tables) -> Iterator[Row]:
    """An entry that covers several CAS numbers is one row. What has a table of its own comes from there."""
    elsewhere = {"montreal": bool(tables.substances), "cwc": bool(tables.schedules)}
    entries: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in (row for rows in tables.chemicals.values() for row in rows):
        exempt = "exempt" in row["name"]
        if exempt or not elsewhere.get(row["agreement"]):
            entries.setdefault((row["agreement"], row["name"], row["listing"], row["hs"]), []).append(row)
    for (agreement, name, listing, hs), rows in entries.items():
        cas = ";".join(row["cas"] for row in rows)
        yield Row(agreement, name, _places(listing, tables.words), "", cas, hs, verified=all(map(_sure, rows)))


def _places(listing: str, words: Mapping[str, str]) -> str:
    """`Annex A and C` or `Annex F, Group I` in the course's language; what else stands there stays."""
    annexes = re.fullmatch(r"Annex (\w+)(?: and (\w+))?(?:, Group (\w+))?", listing)
    schedule = re.fullmatch(r"Schedule (.+)", listing)
    if schedule:
        return words["ref_schedule"].format(schedule[1])
    if not annexes:
        return words["lookup_exempt"] if listing == "only as an exemption" else listing
    parts = [words["ref_annex"].format(annex) for annex in annexes.group(1, 2) if annex]
    parts += [words["lookup_group"].format(annexes[3])] if annexes[3] else []
    return words["comma"].join(parts)


def _agreement(row: Mapping[str, str]) -> str:
    """The agreement by which a row is there: sources are tags of its fact sheet, `Basel B24`."""
    return row["source"].partition(" ")[0].lower()


def _sure(row: Mapping[str, str]) -> bool:
    """Whether a row was compared with its source; subheadings have no status of their own."""
    return row["status"] == "verified" if "status" in row else not _UNSURE.search(row["source"])
