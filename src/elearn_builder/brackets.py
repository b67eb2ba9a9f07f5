"""References as authors write them, ``[[kind:id]]`` and ``[[kind:id|own words]]``, and what comes close to one.

A bar means a cell to tables, so the bar in a reference is kept out of their sight: `guard` puts a private character in
its place before Markdown is converted, `unguard` puts it back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.references import AGREEMENTS, KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.source import Lines, Span

BROKEN = error(
    "R015",
    "a reference whose brackets are not whole",
    """
A reference stands between two brackets on each side, and its kind and identifier stand in one line:
`[[waste:A1181]]`, or with words of your own `[[basel:6(4)|the transit State must consent]]`. With fewer brackets
learners would see them in the text. To show brackets, write a backslash before each: `\\[\\[`.
""",
)

PLAIN = error(
    "R016",
    "a reference where only plain text can stand",
    """
Titles of courses, modules and lessons, objectives, keys in braces and descriptions of pictures go to places that know
no links: the menu of a learning platform, a certificate, a screen reader. Name the article or code in plain words
there, and put the reference into the text. (The key `article` of a `law` block is a reference by itself.)
""",
)

BAR, ESCAPED_BAR = "\ue004", "\ue005"  # `|` and, as other programs want it in tables, `\|`
REFERENCE = rf"\[\[([^\[\]\n{BAR}{ESCAPED_BAR}]{{1,200}})(?:([{BAR}{ESCAPED_BAR}])([^\[\]]{{0,300}}))?\]\]"
_WITH_WORDS = re.compile(r"(\[\[[^\[\]\n|]{1,200}?)(\\?\|[^\[\]]{0,300}\]\])")
_CODE = re.compile(r"^[ \t]*(`{3,}|~{3,}).*?(?:^[ \t]*\1[`~]*[ \t]*$|\Z)|(`+)[^`]+\2(?!`)", re.DOTALL | re.MULTILINE)
_HALF = re.compile(
    r"(?<![\\\[])(?:\[\[(?![^\[\]\n]{1,200}\]\])(?![^\[\]\n|]{1,200}\|[^\[\]]{0,300}\]\])[^\[\]\n]*\]?(?!\()"
    rf"|\[(?:term|{'|'.join([*KINDS, *AGREEMENTS])})[ ]?:[^\[\]\n]{{1,80}}\]\]?(?![(\[:\]]))"
)


_WHOLE = re.compile(r"\[\[[^\[\]\n]+\]\]")
_PICTURE = re.compile(r"!\[[^\[\]\n]*\[\[[^\n]*?\]\][^\[\]\n]*\]\(")


def guard(text: str) -> str:
    """Markdown with private characters in place of the bars in references."""
    if "[[" not in text or "|" not in text:
        return text
    return _WITH_WORDS.sub(lambda match: match[1] + match[2].replace("\\|", ESCAPED_BAR).replace("|", BAR), text)


def unguard(html: str) -> str:
    """What was written, again with its bars."""
    return html.replace(BAR, "|").replace(ESCAPED_BAR, "\\|")


def tell_broken(lines: Lines, report: Report) -> None:
    """Report what was meant as a reference and has too few brackets (R015), and references in descriptions of pictures
    (R016); code is passed over.
    """
    text = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), lines.text)
    for match in _HALF.finditer(text):
        written = match[0].rstrip()
        inner = re.match(r"[\w-]+ ?: ?[\w.()-]*[\w)]", written.strip("[]"))
        cure = f"write `[[{inner[0]}]]`" if inner else "close it with `]]` in the same line"
        shown = written if len(written) <= 40 else f"{written[:39]}…"
        message = f"`{shown}` is not a whole reference: two brackets open it, two close it"
        report.add(BROKEN, _place(lines, match.start(), len(written)), message, cure)
    for match in _PICTURE.finditer(text):
        where = _place(lines, match.start(), len(match[0]) - 1)
        tell_plain(match[0], where, "the description of a picture", report)


def tell_plain(text: str, where: Span, what: str, report: Report) -> None:
    """Report a reference in plain text (R016); ``what`` the text is."""
    if "[[" in text and (found := _WHOLE.search(text)):
        report.add(PLAIN, where, f"{what} takes no reference: `{found[0]}` would be shown as it is", "say it in words")


def _place(lines: Lines, at: int, length: int) -> Span:
    """The place of a character of some lines, whose indentation may have been taken away."""
    before = lines.text[:at]
    index = before.count("\n")
    row = lines.lines[index]
    taken = max(0, lines.span(index).excerpt.find(row))
    return lines.span(index, at - before.rfind("\n") + taken, length)
