"""From raw HTML of the Markdown converter to leaves: links and images resolved, references and glossary words made
tappable, headings given anchors, unsafe HTML refused. Each finding is placed in the author's lines.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from typing import TYPE_CHECKING

from elearn_builder import strings
from elearn_builder.brackets import tell_broken
from elearn_builder.diagnostics import Edit, error, warning
from elearn_builder.links import Links
from elearn_builder.lists import HALF_BOX, with_boxes
from elearn_builder.media import fold
from elearn_builder.mentions import REFERENCE, Mentions
from elearn_builder.model import Heading, Html, LinkUse, WebLink
from elearn_builder.record import Record, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from elearn_builder.diagnostics import Report
    from elearn_builder.model import MediaFile, Term
    from elearn_builder.references import Tables
    from elearn_builder.source import Lines, Span

UNSAFE = error(
    "S011",
    "HTML that is not allowed in a lesson",
    """
Lessons are Markdown. Simple HTML passes (`<br>`, `<sub>`, `<sup>`, `<abbr>`, `<bdi>`, a `<span lang="fr">`, a
table), but nothing that runs or loads something: no scripts, frames, forms, styles or event attributes. LMSs forbid
much of it, it does not work without a network, and it cannot be read on paper. Use a block (`::: video`, `:::
figure`, `::: details`).
""",
)
TOP_HEADING = warning(
    "S017",
    "a top-level heading inside a lesson",
    """
The title of the lesson is its only top-level heading. Begin sections with `##`.
""",
)
TYPED_BULLETS = warning(
    "S020",
    "a list typed with bullet signs",
    """
A list begins its lines with a hyphen and a blank, `- `. Signs like `•`, which come along when text is copied from a
word processor, make no list: its lines would run together into one paragraph.
""",
)

BOX_WITHOUT_TEXT = warning(
    "S022",
    "a box to tick without text behind it",
    """
A line `- [ ] what to check` makes a box to tick. Without a blank behind the bracket, or with nothing behind it,
learners would see the brackets.
""",
)

_HALF_BOX = r"[ \t]*([-*+]|\d+[.)])[ \t]+\[[ xX]?\](?!\()(?:\S|[ \t]*$)"
_BULLET = re.compile("[ \t]*([•▪◦‣●■·➢❖\uf0a7\uf0b7])[ \t\u00a0]")
_BULLET_AT = re.compile(f"^(?:<p>)?{_BULLET.pattern}", re.MULTILINE)
_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)>")
_ATTRIBUTED = re.compile(r"<([a-zA-Z][\w:-]*)(\s[^<>]*)>")
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_HEADING = re.compile(r"<h([1-6])((?:\s[^<>]*)?)>((?:(?!<h[1-6]).)*?)</h\1>", re.DOTALL)
_FORBIDDEN = re.compile(
    r"<(script|iframe|frame|object|embed|applet|style|link|meta|base|form|input|button|textarea|select|svg|math|video|"
    r"audio|source|track|dialog|template|slot|html|head|body|title)\b",
    re.IGNORECASE,
)
_STRIP_TAGS = re.compile(r"<[^<>]*>")
ALLOWED = {
    *(
        "id",
        "class",
        "lang",
        "dir",
        "title",
        "href",
        "src",
        "alt",
        "width",
        "height",
        "colspan",
        "rowspan",
        "scope",
    ),
    *(
        "start",
        "value",
        "type",
        "reversed",
        "abbr",
        "cite",
        "datetime",
        "open",
        "align",
        "headers",
        "role",
        "translate",
    ),
}
_CELLS = frozenset({"td", "th"})
_ALIGNED = re.compile(r' align="(left|center|right)"')  # as the converter writes it, a thousand times
SPACE = re.compile(r"\s+")
_BETWEEN = re.compile(r"\W+")
_LETTER = re.compile(r"\w")
_BARE = re.compile(r"\]\([^()]*\)|\{[^{}]*\}\s*$|\W+")  # of a heading: addresses, attributes, marks


class Surroundings(Record, frozen=True):
    """What a page can point to: pages by path, media, reference tables, glossary. Equal for all pages of a course.

    ``sound``: settings and glossary were read without an error, so a word that is not there is really missing.
    """

    pages: Mapping[str, str]
    media: Mapping[str, MediaFile]
    tables: Tables
    glossary: tuple[Term, ...]
    agreement: str | None
    sound: bool


class Page:
    """Makes the leaves of one page and keeps account of what it uses."""

    def __init__(self, around: Surroundings, id: str, path: str, report: Report) -> None:  # noqa: A002
        self.around = around
        self.id = id
        self.report = report
        self.links = Links(around.pages, around.media, path, report)
        self.headings: list[Heading] = []
        self.anchors: list[str] = []
        self.uses: list[LinkUse] = []
        self.web: list[WebLink] = []
        self.words = 0
        self.figures = 0
        self.mentions = Mentions(around.tables, around.glossary, around.agreement, report, sound=around.sound)

    def leaf(self, raw: str, lines: Lines, *, prose: bool = False) -> Html:
        """Make a leaf from a piece of converted HTML.

        Args:
            raw: What the converter gave.
            lines: The author's lines it came from, to place findings.
            prose: Running text: its words are counted, and glossary words in it become tappable at first mention.
        """
        if "[" in raw or "<img" in raw:
            tell_broken(lines, self.report)
        if "<" not in raw and not prose:
            return Html(raw)
        seen: Counter[str] = Counter()
        html = raw
        unsafe = [tag[1] for tag in _FORBIDDEN.finditer(html)]
        for name in unsafe:
            self._unsafe(f"<{name}", f"`<{name.lower()}>`", lines, seen)
        if unsafe:
            html = re.sub(_FORBIDDEN.pattern + "[^<>]*>", "", html, flags=re.IGNORECASE)
        if "<!--" in html:  # whole ones are gone already; this one would hide the rest of the page
            self._unsafe("<!--", "a comment without its end `-->`", lines, seen)
            unsafe.append("!--")
        if "<h" in html:
            html = _HEADING.sub(lambda match: self._heading(match, lines, seen), html)
        if "<table" in html:
            html = html.replace("<table", '<div class="table"><table').replace("</table>", "</table></div>")
        html = _ATTRIBUTED.sub(lambda match: self._tag(match, lines, seen), html)
        if unsafe:
            return Html("")
        if "<li" in html:
            html = with_boxes(html)
            if HALF_BOX.search(html):
                self._boxes(lines)
        if prose:
            if _BULLET_AT.search(raw):
                self._bullets(lines)
            text = _STRIP_TAGS.sub(" ", html)
            self.words += len(text.split())
            if self.mentions.waiting:
                html = self.mentions.mark_terms(html, unescape(text))
        return Html(self.mentions.unwrap(html))

    def anchor(self, wanted: str) -> str:
        """A fresh anchor for something on this page, made from a text; the same text twice gives different anchors."""
        base = fold(wanted).strip("_-") or SPACE.sub("-", re.sub(r"[^\w\s-]", "", wanted).strip().lower()) or "part"
        name, number = base, 2
        while name in self.anchors:
            name, number = f"{base}-{number}", number + 1
        self.anchors.append(name)
        return name

    def _boxes(self, lines: Lines) -> None:
        for index, line in enumerate(lines.lines):
            if match := re.match(_HALF_BOX, line):
                cure = f"write `{match[1]} [ ] what to check`"
                self.report.add(
                    BOX_WITHOUT_TEXT, lines.span(index), "behind this box, a blank and a text are missing", cure
                )

    def _bullets(self, lines: Lines) -> None:
        for index, line in enumerate(lines.lines):
            if match := _BULLET.match(line):
                message = f"a line that begins with `{match[1]}` makes no list"
                self.report.add(TYPED_BULLETS, lines.span(index), message, "begin each line of the list with `- `")
                return

    # --- headings ---

    def _heading(self, match: re.Match[str], lines: Lines, seen: Counter[str]) -> str:
        level = int(match[1])
        text = plain(self.mentions.named(match[3]))
        needle = f"{'#' * level} {text}"
        words = _BETWEEN.sub("", text)
        rows = [self.mentions.named_in(line) for line in lines.lines] if "<a " in match[3] else lines.lines
        begun = [index for index, row in enumerate(rows) if words and words[0] in row]
        places = [index for index in begun if _is_heading(rows[index], level, words)]
        where = lines.span(places[min(seen[needle], len(places) - 1)] if places else 0)
        seen[needle] += 1
        if level == 1:
            fixes = [Edit(where, f"#{where.text}")] if re.match(r"#\s", where.text) else []
            message = "the lesson's title is its only top-level heading"
            self.report.add(TOP_HEADING, where, message, "begin with `##`", *fixes)
            level = 2
        given = re.search(r'\sid="([^"]+)"', match[2])
        anchor = given[1] if given else self.anchor(text)
        if given:
            self.anchors.append(anchor)
        self.headings.append(Heading(level, anchor, text, where))
        rest = re.sub(r'\sid="[^"]*"', "", match[2])
        return f'<h{level} id="{anchor}"{rest}>{match[3]}</h{level}>'

    # --- tags with attributes ---

    def _tag(self, match: re.Match[str], lines: Lines, seen: Counter[str]) -> str:
        name = match[1].lower()
        if name == "a" and (mention := REFERENCE.fullmatch(match[2])):
            return self.mentions.reference(unescape(mention[2]), lines, seen, own=bool(mention[1]))
        if name in _CELLS and (aligned := _ALIGNED.fullmatch(match[2])):
            return f'<{name} class="align-{aligned[1]}">'
        attributes: dict[str, str] = {}
        for found in _ATTRIBUTE.finditer(match[2].rstrip("/ ")):
            key = found[1].lower()
            value = next((group for group in found.groups()[1:] if group is not None), "")
            if key not in ALLOWED and not key.startswith("aria-"):
                needle = f"{found[1]}=" if "=" in found[0] else found[1]
                self._unsafe(needle, f"`{found[1]}` on `<{name}>`", lines, seen)
                continue
            attributes[key] = value
        if "align" in attributes:
            attributes["class"] = f"{attributes.get('class', '')} align-{fold(attributes.pop('align'))}".strip()
        if "lang" in attributes:
            attributes.setdefault("dir", strings.direction(attributes["lang"]))
        if name == "a" and "href" in attributes:
            self._link(attributes, lines, seen)
        elif name == "img":
            return self._image(attributes, lines, seen)
        if "id" in attributes and attributes["id"] not in self.anchors:
            self.anchors.append(attributes["id"])
        written = "".join(f' {key}="{value}"' if value else f" {key}" for key, value in attributes.items())
        return f"<{name}{written}>"

    def _link(self, attributes: dict[str, str], lines: Lines, seen: Counter[str]) -> None:
        written = unescape(attributes["href"])
        if written.startswith("#fn"):
            return
        where = _address(written, lines, seen[written])
        seen[written] += 1
        target = self.links.resolve(written, where)
        attributes["href"] = escape(target.href)
        if target.page:
            self.uses.append(LinkUse(target.page, target.anchor, where))
        elif target.anchor:
            self.uses.append(LinkUse(self.id, target.anchor, where))
        if target.external:
            self.web.append(WebLink(written, where))
            attributes["target"] = "_blank"
            attributes["rel"] = "noopener"

    def _image(self, attributes: dict[str, str], lines: Lines, seen: Counter[str]) -> str:
        written = unescape(attributes.get("src", ""))
        where = _address(written, lines, seen[written])
        seen[written] += 1
        picture = self.links.picture(written, unescape(attributes.get("alt", "")), where)
        if picture is None:
            return ""
        size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
        title = f' title="{attributes["title"]}"' if "title" in attributes else ""
        kind = f' class="{attributes["class"]}"' if "class" in attributes else ""
        return f'<img src="{picture.path}" alt="{escape(picture.alt)}"{size}{title}{kind} loading="lazy">'

    def _unsafe(self, needle: str, shown: str, lines: Lines, seen: Counter[str]) -> None:
        lowered = needle.lower()
        exact = next(
            (line[line.lower().find(lowered) :][: len(needle)] for line in lines.lines if lowered in line.lower()),
            "",
        )
        self.report.add(
            UNSAFE,
            lines.find(exact, seen[exact]),
            f"{shown} is not allowed in a lesson",
            "say it in Markdown, or use a block",
        )
        seen[exact] += 1


def _is_heading(line: str, level: int, words: str) -> bool:
    """Whether a line of Markdown is the heading of this level (or the text above a line of hyphens); ``words`` is its
    text without what stands between the words.
    """
    first = _LETTER.search(line)
    if first is None or (first[0] != words[0] and "](" not in line):
        return False
    marks = len(line.lstrip()) - len(line.lstrip().lstrip("#"))
    return marks in {0, level} and _BARE.sub("", line) == words


def _address(written: str, lines: Lines, nth: int) -> Span:
    """The place of the n-th link or image with this address: what stands between round brackets, if it does."""
    for before, after in (("](", ")"), ("](", ""), ("", "")):
        needle = f"{before}{written}{after}"
        where = lines.find(needle, nth)
        if where.excerpt[where.col - 1 : where.end - 1] == needle:
            return replace(where, col=where.col + len(before), end=where.end - len(after))
    return lines.find(written, nth)


def plain(html: str) -> str:
    """The text of a piece of HTML, in one line."""
    return SPACE.sub(" ", unescape(_STRIP_TAGS.sub("", html))).strip()
