"""What the manifest says of organizations and items (CAM 3.4, 2.3.4 of SCORM 1.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from elearn_builder.diagnostics import error, warning

if TYPE_CHECKING:
    from elearn_builder.conformance.document import Manifest
    from elearn_builder.diagnostics import Report
    from elearn_builder.source import Span

IDENTIFIERS = error(
    "P030",
    "an identifier that is missing, malformed or used twice",
    """
Manifest, organizations, items and resources have identifiers, unique in the whole document, that begin with a letter or
`_` and contain letters, digits, `.`, `_` and `-`. LMSs store learners' results under them.
""",
)
ORGANIZATIONS = error(
    "P031",
    "no organization, or a default that is none",
    """
`organizations` holds the course, one `organization`, and its `default` names it.
""",
)
SEVERAL = warning(
    "P032",
    "several organizations or nested manifests",
    """
Several organizations mean different ways through one course, and nested manifests courses in courses. Most LMSs
show only the first organization and ignore nested manifests.
""",
)
TITLES = error(
    "P033",
    "a title that is missing or too long",
    """
Each organization and item has exactly one title, of at most 200 characters. It is what learners see in the menu of
the LMS.
""",
)
ITEMS = error(
    "P034",
    "an item that launches nothing, or launches and is a heading",
    """
An item without items inside launches a resource and names it in `identifierref`; an item with items inside is a
heading and names none.
""",
)
PARAMETERS = error(
    "P042",
    "parameters that cannot be appended to an address",
    """
`parameters` are `name=value` pairs joined by `&`, with or without a leading `?`, or a `#fragment`, without blanks, at
most 1,000 characters.
""",
)
GATES = error(
    "P045",
    "a prerequisite, time limit or mastery score that cannot work",
    """
`adlcp:prerequisites` names items of the same manifest in an expression of type `aicc_script`, at most 200 characters;
`adlcp:maxtimeallowed` has the form `HHHH:MM:SS.SS`; `adlcp:masteryscore` is a number from 0 to 100.
""",
)
CODES = (IDENTIFIERS, ORGANIZATIONS, SEVERAL, TITLES, ITEMS, PARAMETERS, GATES)

NCNAME = re.compile(r"[^\W\d][\w.-]*")
MOST_TITLE = 200
MOST_EXPRESSION = 200
MOST_PARAMETERS = 1000
TIMESPAN = re.compile(r"\d{2,4}:\d{2}:\d{2}(?:\.\d{1,2})?")
QUERY = re.compile(r"[?&]?[^\s=&?#]+=[^\s=&#]*(?:&[^\s=&#]+=[^\s=&#]*)*(?:#\S+)?|#\S+")
_WORDS = re.compile(r'"[^"]*"|[^\s&|~()={}<>,*"]+')


def check(manifest: Manifest, report: Report) -> None:
    """Check the application profile's rules for organizations and items that no schema can express."""
    _Check(manifest, report).run()


class _Check:
    def __init__(self, manifest: Manifest, report: Report) -> None:
        self.manifest = manifest
        self.report = report
        self.root = manifest.root
        self.items = manifest.own("item")
        self.item_names = {one.get("identifier") for one in self.items}
        self.resources = {one.get("identifier"): one for one in manifest.own("resource")}

    def run(self) -> None:
        self._identifiers()
        self._organizations()
        for item in self.items:
            self._item(item)

    def _name(self, local: str) -> str:
        return self.manifest.name("cp", local)

    def _at(self, element: etree._Element, needle: str = "") -> Span:
        return self.manifest.span(element, needle)

    def _identifiers(self) -> None:
        seen: dict[str, etree._Element] = {}
        for local in ("manifest", "organization", "item", "resource"):
            for element in self.root.iter(self._name(local)):
                identifier = element.get("identifier")
                where = self._at(element, identifier or "")
                if identifier is None:
                    self.report.add(IDENTIFIERS, where, f"a `{local}` has no identifier", "give it one")
                elif not NCNAME.fullmatch(identifier):
                    message = f"`{identifier}` cannot be an identifier"
                    self.report.add(IDENTIFIERS, where, message, "begin with a letter; letters, digits, `.`, `_`, `-`")
                elif identifier in seen:
                    line = seen[identifier].sourceline
                    message = f"the identifier `{identifier}` is used twice, first in line {line}"
                    self.report.add(IDENTIFIERS, where, message, "rename one of the two")
                else:
                    seen[identifier] = element

    def _organizations(self) -> None:
        found = self.root.find(self._name("organizations"))
        if found is None:
            self.report.add(ORGANIZATIONS, self._at(self.root), "there are no `organizations`", "add the course")
            return
        inside = found.findall(self._name("organization"))
        names = [one.get("identifier") for one in inside]
        default = found.get("default")
        if not inside:
            self.report.add(ORGANIZATIONS, self._at(found), "there is no `organization`", "add the course")
        elif default not in names and (default is not None or self.manifest.second):  # optional in 1.2 (Addendum 14)
            message = f"the default `{default}` is no organization" if default else "no organization is the default"
            self.report.add(
                ORGANIZATIONS, self._at(found, default or ""), message, f'write default="{names[0] or "…"}"'
            )
        if len(inside) > 1:
            self.report.add(SEVERAL, self._at(inside[1]), "there are several organizations", "keep one")
        for nested in self.root.iter(self._name("manifest")):
            if nested is not self.root:
                self.report.add(SEVERAL, self._at(nested), "there is a manifest inside the manifest", "take it apart")
        for organization in inside:
            self._title(organization)
            if organization.find(self._name("item")) is None:
                self.report.add(ITEMS, self._at(organization), "the organization has no item", "add one for each SCO")

    def _title(self, element: etree._Element) -> None:
        titles = element.findall(self._name("title"))
        local = etree.QName(element).localname
        text = "".join(titles[0].itertext()).strip() if titles else ""
        if len(titles) != 1 or not text:
            what = "no title" if not text else f"{len(titles)} titles"
            self.report.add(TITLES, self._at(element), f"this {local} has {what}", "give it one title")
        elif len(text) > MOST_TITLE:
            message = f"the title has {len(text)} characters, {MOST_TITLE} is the most"
            self.report.add(TITLES, self._at(titles[0]), message, "shorten it")

    def _item(self, item: etree._Element) -> None:
        self._title(item)
        reference = item.get("identifierref")
        inner = item.find(self._name("item")) is not None
        if inner and reference:
            where = self._at(item, reference)
            self.report.add(ITEMS, where, "an item with items inside launches a resource", "take `identifierref` off")
        elif not inner and not reference:
            self.report.add(ITEMS, self._at(item), "this item launches nothing", "name a resource in `identifierref`")
        elif reference and reference not in self.resources:
            where = self._at(item, reference)
            self.report.add(ITEMS, where, f"there is no resource `{reference}`", "name a resource of this manifest")
        parameters = item.get("parameters")
        if parameters and not QUERY.fullmatch(parameters):
            where = self._at(item, parameters)
            self.report.add(
                PARAMETERS, where, f"`{parameters[:60]}` cannot be appended to an address", "write `?a=b&c=d`"
            )
        elif len(parameters or "") > MOST_PARAMETERS:
            self.report.add(
                PARAMETERS, self._at(item), "the parameters have more than 1,000 characters", "shorten them"
            )
        if parameters and not reference:
            self.report.add(PARAMETERS, self._at(item), "parameters without a resource", "take them off")
        if not self.manifest.second:
            self._gates(item)

    def _gates(self, item: etree._Element) -> None:
        for element in item.findall(self.manifest.name("adlcp", "prerequisites")):
            text = (element.text or "").strip()
            names = [word for word in _WORDS.findall(text) if not word.startswith('"') and not word.isdigit()]
            unknown = [name for name in names if name not in self.item_names]
            if unknown:
                message = f"the prerequisite names `{unknown[0][:80]}`, which is no item"
                self.report.add(GATES, self._at(element, unknown[0]), message, "name items of this manifest")
            if len(text) > MOST_EXPRESSION:
                message = f"the prerequisite has {len(text)} characters, {MOST_EXPRESSION} is the most"
                self.report.add(GATES, self._at(element), message, "shorten it, for instance as `3*{a,b,c}`")
            if element.get("type") != "aicc_script":
                message = "the prerequisite is not of the type `aicc_script`"
                self.report.add(GATES, self._at(element), message, 'write type="aicc_script"')
        for element in item.findall(self.manifest.name("adlcp", "maxtimeallowed")):
            text = (element.text or "").strip()
            if not TIMESPAN.fullmatch(text):
                message = f"`{text[:80]}` is no time span"
                self.report.add(GATES, self._at(element), message, "write hours, minutes, seconds: `0001:30:00`")
        for element in item.findall(self.manifest.name("adlcp", "masteryscore")):
            text = (element.text or "").strip()
            if not re.fullmatch(r"\d+(\.\d+)?", text) or float(text) > 100:
                self.report.add(
                    GATES, self._at(element), f"`{text[:80]}` is no mastery score", "write a number from 0 to 100"
                )
