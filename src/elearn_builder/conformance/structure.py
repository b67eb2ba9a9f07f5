"""What the manifest says of organizations, items, resources and files, and whether the files agree with it, both ways."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from elearn_builder.conformance.document import MANIFEST, XML
from elearn_builder.diagnostics import error, warning
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from elearn_builder.conformance.document import Manifest
    from elearn_builder.diagnostics import Report

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
Several organizations mean different ways through one course, and nested manifests courses in courses. Most LMSs show only
the first organization and ignore nested manifests.
""",
)
TITLES = error(
    "P033",
    "a title that is missing or too long",
    """
Each organization and item has exactly one title, of at most 200 characters. It is what learners see in the menu of the LMS.
""",
)
ITEMS = error(
    "P034",
    "an item that points to nothing",
    """
An item without items inside launches a resource and names it in `identifierref`; an item with items inside is a heading and
names none.
""",
)
RESOURCES = error(
    "P035",
    "a resource that an LMS cannot use",
    """
Every resource has a `type` (`webcontent`) and says whether it is a `sco` or an `asset`: in SCORM 1.2 by `adlcp:scormtype`,
in SCORM 2004 by `adlcp:scormType`, with a capital T. One that is launched has an `href`.
""",
)
NO_FILE = error(
    "P036",
    "a file of the manifest that is not in the package",
    """
Every path in the manifest leads to a file of the package, with the same letters in the same case. Learners would see an
error page instead.
""",
)
NOT_LISTED_LAUNCH = error(
    "P037",
    "a launch file that its resource does not list",
    """
A resource with an `href` also lists a `file` with the same `href`; the official validator refuses the package otherwise.
""",
)
EXCESS = warning(
    "P038",
    "a file that the manifest does not list",
    """
LMSs may leave out files that no resource lists. Either it is needed and should be listed, or it should not be in the package.
""",
)
DANGLING = warning(
    "P039",
    "a resource that nothing refers to",
    """
No item launches this resource and no other resource depends on it, so it is of no use.
""",
)
PATHS = error(
    "P040",
    "a path that does not work inside a package",
    """
Paths in a manifest are relative, with `/`, without `..`, query or blanks, and end in a file name with an ending. Addresses
of other servers are not part of the package.
""",
)
BASES = warning(
    "P041",
    "xml:base in the manifest",
    """
It moves all paths below it, and not all LMSs know that. Write the paths in full.
""",
)
PARAMETERS = error(
    "P042",
    "parameters that cannot be appended to an address",
    """
`parameters` are `name=value` pairs joined by `&`, with or without a leading `?`, or a `#fragment`, without blanks.
""",
)
GATES = error(
    "P045",
    "a prerequisite or mastery score that cannot work",
    """
`adlcp:prerequisites` names items of the same manifest in an expression of type `aicc_script`, at most 200 characters;
`adlcp:masteryscore` is a number from 0 to 100.
""",
)
LAUNCH_NAME = warning(
    "P051",
    "a launch file whose name occurs twice in the package",
    """
At least one LMS finds files by their base name alone, whatever their folder, and may open the wrong one.
""",
)
CODES = (
    *(IDENTIFIERS, ORGANIZATIONS, SEVERAL, TITLES, ITEMS, RESOURCES, NO_FILE, NOT_LISTED_LAUNCH, EXCESS, DANGLING),
    *(PATHS, BASES, PARAMETERS, GATES, LAUNCH_NAME),
)

NCNAME = re.compile(r"[^\W\d][\w.-]*")
MOST_TITLE = 200
MOST_EXPRESSION = 200
CONTROL = (".xsd", ".dtd")
QUERY = re.compile(r"[?&]?[^\s=&?#]+=[^\s=&#]*(?:&[^\s=&#]+=[^\s=&#]*)*(?:#\S+)?|#\S+")
_WORDS = re.compile(r'"[^"]*"|[^\s&|~()={}<>,*"]+')


def check(manifest: Manifest, paths: Collection[str], report: Report) -> None:
    """Check the application profile's rules that no schema can express."""
    _Check(manifest, paths, report).run()


class _Check:
    def __init__(self, manifest: Manifest, paths: Collection[str], report: Report) -> None:
        self.manifest = manifest
        self.paths = paths
        self.report = report
        self.root = manifest.root
        self.items = [one for one in self._all("item") if not self._nested(one)]
        self.resources = {one.get("identifier"): one for one in self._all("resource") if not self._nested(one)}
        self.listed: set[str] = set()

    def run(self) -> None:
        self._identifiers()
        self._organizations()
        for item in self.items:
            self._item(item)
        for resource in self.resources.values():
            self._resource(resource)
        self._excess()
        self._dangling()
        for element in self.root.iter(etree.Element):
            if element.get(f"{{{XML}}}base") is not None:
                self.report.add(BASES, self._at(element), "`xml:base` moves the paths below it", "write paths in full")

    def _name(self, local: str) -> str:
        return self.manifest.name("cp", local)

    def _all(self, local: str) -> Iterator[etree._Element]:
        return self.root.iter(self._name(local))

    def _at(self, element: etree._Element, needle: str = "") -> Span:
        return self.manifest.span(element, needle)

    def _nested(self, element: etree._Element) -> bool:
        """Whether an element belongs to a manifest inside the manifest."""
        parent = element.getparent()
        while parent is not None:
            if parent.tag == self._name("manifest"):
                return parent is not self.root
            parent = parent.getparent()
        return False

    def _identifiers(self) -> None:
        seen: dict[str, etree._Element] = {}
        for local in ("manifest", "organization", "item", "resource"):
            for element in self._all(local):
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
        elif default not in names:
            what = f"the default `{default}` is" if default else "there is no default, so it is unclear what is"
            self.report.add(ORGANIZATIONS, self._at(found), f"{what} no organization", f'write default="{names[0]}"')
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
        text = (titles[0].text or "").strip() if titles else ""
        if len(titles) != 1 or not text:
            what = "no title" if not text else f"{len(titles)} titles"
            self.report.add(TITLES, self._at(element), f"this {local} has {what}", "give it one title")
        elif len(text) > MOST_TITLE:
            message = f"the title has {len(text)} characters, {MOST_TITLE} is the most"
            self.report.add(TITLES, self._at(titles[0]), message, "shorten it")

    # --- items ---

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
        elif reference and not self.resources[reference].get("href"):
            where = self._at(self.resources[reference])
            self.report.add(RESOURCES, where, f"the resource `{reference}` is launched but has no `href`", "add it")
        parameters = item.get("parameters")
        if parameters and not QUERY.fullmatch(parameters):
            where = self._at(item, parameters)
            self.report.add(PARAMETERS, where, f"`{parameters[:60]}` cannot be appended to an address", "write `?a=b&c=d`")
        if parameters and not reference:
            self.report.add(PARAMETERS, self._at(item), "parameters without a resource", "take them off")
        if not self.manifest.second:
            self._gates(item)

    def _gates(self, item: etree._Element) -> None:
        ids = {one.get("identifier") for one in self.items}
        for element in item.findall(self.manifest.name("adlcp", "prerequisites")):
            text = (element.text or "").strip()
            names = [word for word in _WORDS.findall(text) if not word.startswith('"') and not word.isdigit()]
            unknown = [name for name in names if name not in ids]
            if unknown:
                message = f"the prerequisite names `{unknown[0]}`, which is no item"
                self.report.add(GATES, self._at(element, unknown[0]), message, "name items of this manifest")
            if len(text) > MOST_EXPRESSION:
                message = f"the prerequisite has {len(text)} characters, {MOST_EXPRESSION} is the most"
                self.report.add(GATES, self._at(element), message, "shorten it, for instance as `3*{a,b,c}`")
            if element.get("type") != "aicc_script":
                self.report.add(GATES, self._at(element), "the prerequisite has no type", 'write type="aicc_script"')
        for element in item.findall(self.manifest.name("adlcp", "masteryscore")):
            text = (element.text or "").strip()
            if not re.fullmatch(r"\d+(\.\d+)?", text) or float(text) > 100:
                self.report.add(GATES, self._at(element), f"`{text}` is no mastery score", "write a number from 0 to 100")

    # --- resources ---

    def _resource(self, resource: etree._Element) -> None:
        name = resource.get("identifier") or "?"
        where = self._at(resource)
        right = self.manifest.name("adlcp", "scormType" if self.manifest.second else "scormtype")
        wrong = self.manifest.name("adlcp", "scormtype" if self.manifest.second else "scormType")
        kind = resource.get(right)
        word = etree.QName(right).localname
        if kind is None:
            cure = f"write `adlcp:{word}`" if resource.get(wrong) else f'add adlcp:{word}="sco" or "asset"'
            self.report.add(RESOURCES, where, f"the resource `{name}` has no `adlcp:{word}`", cure)
        elif kind not in {"sco", "asset"}:
            self.report.add(RESOURCES, where, f"`adlcp:{word}` is `{kind}`", "it is `sco` or `asset`")
        if not resource.get("type"):
            self.report.add(RESOURCES, where, f"the resource `{name}` has no type", 'add type="webcontent"')
        href = resource.get("href")
        if kind == "sco" and not href:
            self.report.add(RESOURCES, where, f"the SCO `{name}` has no `href`", "name its launch file")
        files = [file.get("href") or "" for file in resource.findall(self._name("file"))]
        base = self._base(resource)
        for file in resource.findall(self._name("file")):
            self._path(file, file.get("href") or "", base)
        if href and self._path(resource, href, base):
            plain = href.split("?", 1)[0].split("#", 1)[0]
            if plain not in files:
                where = self._at(resource, href)
                self.report.add(NOT_LISTED_LAUNCH, where, f"`{plain}` is not listed as a `file`", "add it to the resource")
            self._launch(resource, posixpath.basename(plain))
        for dependency in resource.findall(self._name("dependency")):
            target = dependency.get("identifierref")
            if target not in self.resources:
                at = self._at(dependency, target or "")
                self.report.add(RESOURCES, at, f"there is no resource `{target}` to depend on", "name one that exists")

    def _base(self, element: etree._Element) -> str:
        """The path that xml:base puts before the paths of an element."""
        base = ""
        ancestors = [element, *element.iterancestors()]
        for one in reversed(ancestors):
            base = posixpath.join(base, one.get(f"{{{XML}}}base") or "")
        return base

    def _path(self, element: etree._Element, href: str, base: str) -> bool:
        """Check a path; whether it leads to a file of the package."""
        where = self._at(element, href)
        if not href:
            self.report.add(PATHS, where, "there is no path", "write `href`")
            return False
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", href) or href.startswith(("/", "\\")) or "\\" in href:
            self.report.add(PATHS, where, f"`{href[:80]}` is not a path inside the package", "write a relative path with `/`")
            return False
        plain = href.split("?", 1)[0].split("#", 1)[0]
        path = posixpath.normpath(posixpath.join(base, unquote(plain)))
        if path.startswith(".."):
            self.report.add(PATHS, where, f"`{href}` leads out of the package", "put the file into the package")
            return False
        if " " in href or (path != posixpath.join(base, plain) and path == posixpath.join(base, unquote(plain)) and "%20" not in plain):
            self.report.add(PATHS, where, f"`{href}` has characters that validators refuse", "use plain ASCII names")
        if not posixpath.splitext(path)[1]:
            self.report.add(PATHS, where, f"`{href}` has no ending", "give the file an ending")
        self.listed.add(path)
        if path in self.paths:
            return True
        folded = [other for other in self.paths if other.casefold() == path.casefold()]
        cure = f"the file is called `{folded[0]}`" if folded else "put the file into the package, or correct the path"
        self.report.add(NO_FILE, where, f"there is no file `{path}` in the package", cure)
        return False

    def _launch(self, resource: etree._Element, base: str) -> None:
        counts = Counter(posixpath.basename(path) for path in self.paths)
        if counts[base] > 1:
            message = f"{counts[base]} files are called `{base}`"
            self.report.add(LAUNCH_NAME, self._at(resource, base), message, "give launch files names of their own")

    def _excess(self) -> None:
        located = {
            posixpath.normpath((element.text or "").strip())
            for element in self.root.iter(self.manifest.name("adlcp", "location"))
        }
        for path in sorted(set(self.paths) - self.listed - located - {MANIFEST}):
            if not path.endswith(CONTROL) and not path.lower().startswith("__macosx/"):
                where = Span(f"{self.manifest.source.path.partition('!/')[0]}!/{path}")
                self.report.add(EXCESS, where, f"the manifest does not list `{path}`", "list it, or leave it out")

    def _dangling(self) -> None:
        used = {item.get("identifierref") for item in self.items}
        waiting = [self.resources[name] for name in used if name in self.resources]
        while waiting:
            resource = waiting.pop()
            for dependency in resource.findall(self._name("dependency")):
                target = dependency.get("identifierref")
                if target not in used and target in self.resources:
                    used.add(target)
                    waiting.append(self.resources[target])
        for name, resource in self.resources.items():
            if name not in used:
                self.report.add(DANGLING, self._at(resource), f"nothing refers to the resource `{name}`", "leave it out")
