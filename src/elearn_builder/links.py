"""Where links and images of a page lead: to another page, a media file, an anchor, the web, or nowhere."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from elearn_builder import media as media_types
from elearn_builder.brackets import tell_plain
from elearn_builder.diagnostics import Edit, did_you_mean, error, join_words, warning
from elearn_builder.files import ESCAPES, WRONG_CASE, lies_in, refuse_odd
from elearn_builder.loader import NO_FILE
from elearn_builder.model import Picture
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from elearn_builder.diagnostics import Report
    from elearn_builder.model import MediaFile
    from elearn_builder.source import Span

NO_PAGE = error(
    "L004",
    "a link to a lesson that is not in the course",
    """
Links to other lessons name their file: `[the lists](02-lists.md)`. The file is not there, or course.yaml does not list
it.
""",
)
BAD_TYPE = error(
    "L006",
    "a type of file that LMSs refuse",
    """
Many LMSs refuse a whole package when it holds a script or a program. Put pictures in as PNG, JPEG, WebP or SVG,
recordings as MP4, WebM or MP3, papers to print as PDF.
""",
)
DOUBTFUL_TYPE = warning(
    "L007",
    "a type of file that some LMSs do not serve",
    """
LMSs serve the usual types of pictures, recordings and papers. Others may not open, or be refused on upload.
""",
)
NOT_SHOWN = error(
    "L008",
    "a file that cannot be shown where it stands",
    """
Pictures are PNG, JPEG, GIF, WebP or SVG files, videos MP4 or WebM, recordings MP3, M4A or OGG, captions WebVTT or
SubRip. Either the name ends differently, or the file is not what its name says: a web page that was saved instead of
the picture, or a damaged file. Open it, and save it again in one of these forms.
""",
)
FOREIGN = error(
    "L009",
    "an address that will not work inside a package",
    """
A package is played inside an LMS, often without a network. Addresses of your own computer (`C:\\…`, `file:`), addresses
from the root of a site (`/pictures/…`) and `javascript:` or `data:` addresses lead nowhere there.
""",
)
REMOTE_IMAGE = error(
    "L013",
    "a picture from the web",
    """
A picture from another server does not show without a network, tells that server who is learning, and may be gone
tomorrow. Save it into `media/` (if its licence allows) and give its credit.
""",
)
TOO_BIG = error(
    "L014",
    "a media file that is far too large",
    """
LMSs limit uploads, often to far less than 250 MB, and an officer on a 64 kbit/s line waits two minutes for one
megabyte. Cut the recording, or lower its resolution (480 lines are enough).
""",
)
NO_ALT = error(
    "A001",
    "a picture without a text for those who cannot see it",
    """
Write what the picture shows between the square brackets: `![A Basel movement document with the fields 1 to 5
marked](../media/movement.svg)`. Screen readers read it out, and it is shown while the picture loads. A picture that
adds nothing is better left out.
""",
)

MAX_MEDIA = 250_000_000
MAX_PIXELS = 50_000_000  # a telephone needs four bytes for each while it shows the picture
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


class Target(Record, frozen=True):
    """Where a link leads: what stands in ``href``; for a page of the course its id; an anchor; whether it is the
    web.
    """

    href: str
    page: str = ""
    anchor: str = ""
    external: bool = False


class Links:
    """Resolves the links and images of one page."""

    def __init__(self, pages: Mapping[str, str], media: Mapping[str, MediaFile], path: str, report: Report) -> None:
        self.pages = pages
        self.media = media
        self.folder = posixpath.dirname(path)
        self.report = report
        self.used: dict[str, None] = {}  # files that go into the package
        self.drawn: dict[str, None] = {}  # drawings that are written into the page
        self.places: dict[str, Span] = {}  # where each of these first stands

    def resolve(self, written: str, where: Span) -> Target:
        """Resolve a link as written; reports what leads nowhere."""
        scheme = _SCHEME.match(written)
        if scheme and scheme[0].lower() in {"http:", "https:", "mailto:", "tel:"}:
            return Target(written, external=scheme[0].lower().startswith("http"))
        if scheme or written.startswith(("/", "\\")):
            cure = "link to a lesson, a file in media/, or a full https:// address"
            self.report.add(FOREIGN, where, f"`{written[:60]}` leads nowhere inside a package", cure)
            return Target("#")
        path, anchor = _parts(written)
        if not path:
            return Target(f"#{anchor}", anchor=anchor)
        if path.endswith(".md"):
            return self._page(path, anchor, where)
        file = self.file(path, where)
        return Target(file.packaged if file else "#")

    def _page(self, path: str, anchor: str, where: Span) -> Target:
        for candidate in self._candidates(path):
            if candidate in self.pages:
                page = self.pages[candidate]
                if not page:  # it is listed but could not be read, which is told already
                    return Target("#")
                return Target(f"{page}.html" + (f"#{anchor}" if anchor else ""), page=page, anchor=anchor)
        names = [PurePosixPath(known).name for known in self.pages]
        self.report.add(
            NO_PAGE,
            where,
            f"`{path}` is not a lesson of this course",
            did_you_mean(posixpath.basename(path), names),
        )
        return Target("#")

    def _candidates(self, path: str) -> list[str]:
        """The path from the page's folder, then from the course folder; what leaves the course is left out."""
        plain = path.replace("\\", "/")
        both = [posixpath.normpath(posixpath.join(self.folder, plain)), posixpath.normpath(plain)]
        return [one for one in both if not one.startswith("..") and not one.startswith("/")]

    def file(self, path: str, where: Span, kinds: Collection[str] = media_types.KNOWN) -> MediaFile | None:
        """Find a media file as written and note its use; reports why it cannot be used."""
        if _SCHEME.match(path) or path.startswith(("/", "\\")):
            cure = "put the file into media/ and write `../media/…`"
            self.report.add(FOREIGN, where, f"`{path[:60]}` leads nowhere inside a package", cure)
            return None
        candidates = self._candidates(path)
        if not candidates:
            inside = re.sub(r"^(\.\./)+", "", path.replace("\\", "/"))  # exam.md lies higher than lessons do
            cure = f"write `{inside}`" if inside in self.media else "copy the file into media/"
            self.report.add(ESCAPES, where, f"`{path}` leads out of the course folder", cure)
            return None
        for candidate in candidates:
            if candidate in self.media:
                return self._usable(self.media[candidate], where, kinds)
        folded = {known.casefold(): known for known in self.media}
        for candidate in candidates:
            if candidate.casefold() in folded:
                right = folded[candidate.casefold()]
                message = f"`{path}` and the file's name `{right}` differ in case"
                wanted = posixpath.relpath(right, self.folder or ".")
                fixes = [Edit(where, wanted)] if where.text == path else []
                self.report.add(WRONG_CASE, where, message, f"write `{wanted}`", *fixes)
                return self._usable(self.media[right], where, kinds)
        near = did_you_mean(posixpath.basename(path), [PurePosixPath(known).name for known in self.media])
        message = f"there is no file `{path}` in media/"
        self.report.add(NO_FILE, where, message, near or "put the file into the media/ folder of the course")
        return None

    def _usable(self, file: MediaFile, where: Span, kinds: Collection[str]) -> MediaFile | None:
        suffix = PurePosixPath(file.path).suffix.lower()
        if suffix in media_types.FORBIDDEN:
            self.report.add(
                BAD_TYPE, where, f"LMSs refuse packages with {suffix} files", "take it out, or make it a PDF"
            )
            return None
        if suffix not in kinds:
            if suffix in media_types.KNOWN or kinds is not media_types.KNOWN:
                what = f"a {suffix} file" if suffix else "a file without an ending"
                cure = f"name a {join_words(sorted(kinds), 'or')} file"
                self.report.add(NOT_SHOWN, where, f"{what} cannot be shown here", cure)
                return None
            self.report.add(
                DOUBTFUL_TYPE,
                where,
                f"some LMSs do not serve {suffix or 'such'} files",
                "use PDF, PNG, MP4 …",
            )
        try:
            if not lies_in(file.file, _top(file)):
                self.report.add(ESCAPES, where, f"`{file.path}` is a link out of the course", "copy the file itself")
                return None
            status = file.file.stat()
            refuse_odd(status)
            file.file.open("rb").close()
            size = status.st_size
        except OSError as problem:
            self.report.add(NO_FILE, where, f"`{file.path}` cannot be read: {problem.strerror}", "check the file")
            return None
        if size > MAX_MEDIA:
            self.report.add(
                TOO_BIG,
                where,
                f"`{file.path}` has {size / 1e6:,.0f} MB",
                "250 MB is the most a file may have",
            )
            return None
        self.used[file.path] = None
        self.places.setdefault(file.path, where)
        return file

    def picture(self, written: str, alt: str, where: Span) -> Picture | None:
        """Resolve an image with its size in pixels (0 where the file does not say)."""
        if not alt.strip():
            self.report.add(
                NO_ALT,
                where,
                "this picture has no text for those who cannot see it",
                "write `![what it shows](…)`",
            )
        tell_plain(alt, where, "the description of a picture", self.report)
        if _SCHEME.match(written) or written.startswith("//"):
            code = REMOTE_IMAGE if re.match(r"(?i)(https?:)?//", written) else FOREIGN
            self.report.add(code, where, "this picture is not in the course", "save it into media/ and name it there")
            return None
        path, _ = _parts(written)
        file = self.file(path, where, media_types.IMAGES)
        if file is None:
            return None
        size = image_size(file)
        if size is None:
            self.report.add(NOT_SHOWN, where, f"`{file.path}` is not a picture that can be read", "save it again")
            return None
        if size[0] * size[1] > MAX_PIXELS:
            message = f"`{file.path}` has {size[0]:,} by {size[1]:,} pixels"
            self.report.add(TOO_BIG, where, message, "save it with 2,000 pixels on the longer side")
            return None
        return Picture(file.packaged, SPACES.sub(" ", alt).strip(), *size)


SPACES = re.compile(r"\s+")


def _top(file: MediaFile) -> Path:
    """The course folder that a media file belongs to."""
    depth = len(PurePosixPath(file.path).parts)
    return file.file.parents[depth - 1]


def _parts(written: str) -> tuple[str, str]:
    """Path and anchor of an address inside the course. `urlsplit` would raise at what looks like a broken host."""
    address, _, anchor = written.strip().partition("#")
    return unquote(address.partition("?")[0]), unquote(anchor)


def image_size(file: MediaFile) -> tuple[int, int] | None:
    """Width and height in pixels, (0, 0) if a drawing names none, None if it is no picture."""
    import imagesize  # only pages with pictures need it

    try:
        width, height = imagesize.get(file.file)
    except (OSError, ValueError, TypeError, SyntaxError, ArithmeticError):
        return None
    if (width, height) == (-1, -1):
        with file.file.open("rb") as stream:
            return (0, 0) if b"<svg" in stream.read(4096) else None
    return max(0, int(width)), max(0, int(height))
