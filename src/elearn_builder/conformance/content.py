"""Whether resources and the files of the package agree, both ways (CAM 3.4.1.8 ff.)."""

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
Paths in a manifest are relative, with `/`, without `..`, query or blanks, and end in a file name with an ending.
Addresses of other servers are not part of the package.
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


def check(manifest: Manifest, paths: Collection[str], report: Report) -> None:
    """Check that what is listed is there, and what is there is listed."""
    _Check(manifest, paths, report).run()


class _Check:
    def __init__(self, manifest: Manifest, paths: Collection[str], report: Report) -> None:
        self.manifest = manifest
        self.paths = paths
        self.report = report
        self.root = manifest.root
        self.resources = {one.get("identifier"): one for one in manifest.own("resource")}
        self.launched = {one.get("identifierref") for one in manifest.own("item")} - {None}
        self.bases = Counter(posixpath.basename(path) for path in paths)
        self.listed: set[str] = set()

    def run(self) -> None:
        for resource in self.resources.values():
            self._resource(resource)
        self._excess()
        self._dangling()
        for element in self.root.iter(etree.Element):
            if element.get(f"{{{XML}}}base") is not None:
                self.report.add(BASES, self._at(element), "`xml:base` moves the paths below it", "write paths in full")

    def _name(self, local: str) -> str:
        return self.manifest.name("cp", local)

    def _at(self, element: etree._Element, needle: str = "") -> Span:
        return self.manifest.span(element, needle)

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
        if kind != "sco" and not href and name in self.launched:
            self.report.add(RESOURCES, where, f"the resource `{name}` is launched but has no `href`", "add it")
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
                self.report.add(
                    NOT_LISTED_LAUNCH, where, f"`{plain}` is not listed as a `file`", "add it to the resource"
                )
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
            self.report.add(
                PATHS,
                where,
                f"`{href[:80]}` is not a path inside the package",
                "write a relative path with `/`",
            )
            return False
        plain = href.split("?", 1)[0].split("#", 1)[0]
        path = posixpath.normpath(posixpath.join(base, unquote(plain)))
        if path.startswith(".."):
            self.report.add(PATHS, where, f"`{href}` leads out of the package", "put the file into the package")
            return False
        if " " in href or (
            path != posixpath.join(base, plain) and path == posixpath.join(base, unquote(plain)) and "%20" not in plain
        ):
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
        if self.bases[base] > 1:
            message = f"{self.bases[base]} files are called `{base}`"
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
