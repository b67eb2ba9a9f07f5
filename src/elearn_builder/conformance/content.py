"""Whether resources and the files of the package agree, both ways (CAM 3.4.1.8 ff.)."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from elearn_builder.conformance.document import MANIFEST, XML
from elearn_builder.conformance.names import left_behind
from elearn_builder.diagnostics import error, warning
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from elearn_builder.conformance.document import Manifest
    from elearn_builder.diagnostics import Report

RESOURCES = error(
    "P035",
    "a resource that an LMS cannot use",
    """
Every resource has a `type` (`webcontent`) and says whether it is a `sco` or an `asset`: in SCORM 1.2 by
`adlcp:scormtype`, in SCORM 2004 by `adlcp:scormType`, with a capital T. One that is launched has an `href`.
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
A resource with an `href` also lists a `file` with the same `href`; the official validator refuses the package
otherwise.
""",
)
EXCESS = warning(
    "P038",
    "a file that the manifest does not list",
    """
LMSs may leave out files that no resource lists. Either it is needed and should be listed, or it should not be in
the package.
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
Paths in a manifest are relative, with `/`, without `..`, query or blanks, in plain ASCII letters, and end in a file
name with an ending. An `xml:base` ends in `/`. Addresses of other servers are not part of the package.
""",
)
BASES = warning(
    "P041",
    "xml:base in the manifest",
    """
It moves all paths below it, and not all LMSs know that. Write the paths in full.
""",
)
LAUNCH_NAME = warning(
    "P051",
    "a launch file whose name occurs twice in the package",
    """
At least one LMS finds files by their base name alone, whatever their folder, and may open the wrong one.
""",
)
CODES = (RESOURCES, NO_FILE, NOT_LISTED_LAUNCH, EXCESS, DANGLING, PATHS, BASES, LAUNCH_NAME)

CONTROL = (".xsd", ".dtd")
BASE = f"{{{XML}}}base"
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")
# Blanks may be written as %20; other encoded signs are not found by the official validator, others are no URI.
ODD = re.compile(r"[^!-~]|%(?!20)")


def check(manifest: Manifest, paths: Collection[str], report: Report) -> frozenset[str]:
    """Check that what is listed is there, and what is there is listed; gives files whose path has been reported."""
    found = _Check(manifest, paths, report)
    found.run()
    return frozenset(found.told)


class _Check:
    def __init__(self, manifest: Manifest, paths: Collection[str], report: Report) -> None:
        self.manifest = manifest
        self.paths = paths
        self.report = report
        self.root = manifest.root
        self.resources = {one.get("identifier"): one for one in manifest.own("resource")}
        self.launched = {one.get("identifierref") for one in manifest.own("item")} - {None}
        self.bases = Counter(posixpath.basename(path) for path in paths)
        self.folded = {path.casefold(): path for path in paths}
        self.listed: set[str] = set()
        self.told: set[str] = set()

    def run(self) -> None:
        self._bases()
        for resource in self.manifest.own("resource"):
            self._resource(resource)
        self._locations()
        self._excess()
        self._dangling()

    def _name(self, local: str) -> str:
        return self.manifest.name("cp", local)

    def _at(self, element: etree._Element, needle: str = "") -> Span:
        return self.manifest.span(element, needle)

    def _resource(self, resource: etree._Element) -> None:
        name = resource.get("identifier") or "?"
        right = self.manifest.name("adlcp", "scormType" if self.manifest.second else "scormtype")
        wrong = self.manifest.name("adlcp", "scormtype" if self.manifest.second else "scormType")
        kind = resource.get(right)
        word = etree.QName(right).localname
        if kind is None:
            cure = f"write `adlcp:{word}`" if resource.get(wrong) else f'add adlcp:{word}="sco" or "asset"'
            self.report.add(RESOURCES, self._at(resource), f"the resource `{name}` has no `adlcp:{word}`", cure)
        elif kind not in {"sco", "asset"}:
            self.report.add(RESOURCES, self._at(resource), f"`adlcp:{word}` is `{kind}`", "it is `sco` or `asset`")
        if not resource.get("type"):
            self.report.add(
                RESOURCES, self._at(resource), f"the resource `{name}` has no type", 'add type="webcontent"'
            )
        href = resource.get("href")
        if kind != "sco" and not href and name in self.launched:
            message = f"the resource `{name}` is launched but has no `href`"
            self.report.add(RESOURCES, self._at(resource), message, "add it")
        if kind == "sco" and not href:
            self.report.add(RESOURCES, self._at(resource), f"the SCO `{name}` has no `href`", "name its launch file")
        files = resource.findall(self._name("file"))
        base = self._base(resource)
        for file in files:
            self._path(file, file.get("href") or "", base)
        if href in {file.get("href") for file in files}:
            self._launch(resource, posixpath.basename(href or ""))
        elif href and self._path(resource, href, base):
            message = f"`{href}` is not listed as a `file`"
            self.report.add(NOT_LISTED_LAUNCH, self._at(resource, href), message, "add it to the resource")
        for dependency in resource.findall(self._name("dependency")):
            target = dependency.get("identifierref")
            if target not in self.resources:
                at = self._at(dependency, target or "")
                self.report.add(RESOURCES, at, f"there is no resource `{target}` to depend on", "name one that exists")

    def _base(self, element: etree._Element) -> str:
        """The path that xml:base puts before the paths of an element (CAM 3.4.2.1)."""
        inner = [one.get(BASE) for one in (element, *element.iterancestors())]
        return posixpath.join("", *(base for base in reversed(inner) if base and not ADDRESS.match(base)))

    def _bases(self) -> None:
        for element in self.root.iter(etree.Element):
            base = element.get(BASE)
            if base is None:
                continue
            where = self._at(element, base)
            if ADDRESS.match(base) or "\\" in base:
                self.report.add(PATHS, where, "`xml:base` leads out of the package", "write paths in full instead")
            elif not base.endswith("/"):
                self.report.add(PATHS, where, "`xml:base` does not end in `/`", "write paths in full instead")
            else:
                self.report.add(BASES, where, "`xml:base` moves the paths below it", "write paths in full")

    def _path(self, element: etree._Element, href: str, base: str) -> bool:
        """Check a path; whether it leads to a file of the package."""
        if not href:
            self.report.add(PATHS, self._at(element, href), "there is no path", "write `href`")
            return False
        if ADDRESS.match(href) or "\\" in href:
            message = f"`{href[:80]}` is not a path inside the package"
            self.report.add(PATHS, self._at(element, href), message, "write a relative path with `/`")
            return False
        plain = re.split(r"[?#]", href, maxsplit=1)[0]
        path = posixpath.normpath(posixpath.join(base, unquote(plain)))
        if path == ".." or path.startswith("../"):
            self.report.add(
                PATHS,
                self._at(element, href),
                f"`{href[:80]}` leads out of the package",
                "put the file into the package",
            )
            return False
        self.listed.add(path)
        if path not in self.paths:
            self._not_there(self._at(element, href), path)
            return False
        complaints = [
            (plain != href, "has a query or a fragment", "move it into `parameters` of the item"),
            (ODD.search(plain), "has characters that validators refuse", "use plain ASCII names without blanks"),
            (not posixpath.splitext(path)[1], "has no ending", "give the file an ending"),
        ]
        for wrong, what, cure in complaints:
            if wrong:
                self.told.add(path)
                self.report.add(PATHS, self._at(element, href), f"`{href[:80]}` {what}", cure)
                return False
        return True

    def _not_there(self, where: Span, path: str) -> None:
        other = self.folded.get(path.casefold())
        if other:
            self.listed.add(other)  # the mistake is reported once
        cure = f"the file is called `{other}`" if other else "put the file into the package, or correct the path"
        self.report.add(NO_FILE, where, f"there is no file `{path}` in the package", cure)

    def _locations(self) -> None:
        """Metadata kept in files of their own (CAM 4.5)."""
        for element in self.root.iter(self.manifest.name("adlcp", "location")):
            self._path(element, (element.text or "").strip(), self._base(element))

    def _launch(self, resource: etree._Element, base: str) -> None:
        if self.bases[base] > 1:
            message = f"{self.bases[base]} files are called `{base}`"
            self.report.add(LAUNCH_NAME, self._at(resource, base), message, "give launch files names of their own")

    def _excess(self) -> None:
        nested = {
            posixpath.normpath(posixpath.join(self._base(file), unquote(file.get("href") or "")))
            for file in self.root.iter(self._name("file"))
        }
        package = self.manifest.source.path.removesuffix(MANIFEST)
        for path in sorted(set(self.paths) - self.listed - nested - {MANIFEST}):
            if not path.endswith(CONTROL) and not left_behind(path):
                where = Span(f"{package}{path}")
                self.report.add(EXCESS, where, f"the manifest does not list `{path}`", "list it, or leave it out")

    def _dangling(self) -> None:
        named = [one.get("identifierref") for one in self.manifest.own("dependency")]
        if not self.launched.union(named) <= set(self.resources):
            return  # a name that is wrong was reported, and what it should name looks forgotten
        used = set(self.launched)
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
                self.report.add(
                    DANGLING, self._at(resource), f"nothing refers to the resource `{name}`", "leave it out"
                )
