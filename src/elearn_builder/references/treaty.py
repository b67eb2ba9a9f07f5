"""Articles and annexes of an agreement: ``6``, ``6(4)``, ``9(1)(a)``, ``4A(1)``, ``annex-VIII``, ``app-II``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.references.tables import Problem, Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from elearn_builder.references.tables import Tables

UNKNOWN = error(
    "R002",
    "an article or annex that the table does not have",
    """
The agreement has no such provision, or nobody has entered it into its file in `treaties/` yet. Correct the number; if
it is right, add a line to the table: one sentence in your own words, with its source.
""",
)
CODES = (UNKNOWN,)
WORDS = {"annex": "ref_annex", "app": "ref_appendix", "decision": "ref_decision", "part": "ref_part"}
# Annexes that have a name instead of a number; behind it stands the part, behind that the paragraph.
NAMED_ANNEXES = {"Chemicals": "ref_annex_chemicals", "Verification": "ref_annex_verification"}
_ARTICLE = re.compile(r"(\d+|[IVXLC]+)[A-Z]?(?:bis|ter)?(?:\(\w+\))*")


def look_up(agreement: str, identifier: str, tables: Tables, *, own: bool) -> Reference | Problem:
    """Find a provision of an agreement; ``own``: the course is about it, so its name is left out."""
    treaty = tables.treaties[agreement]
    provisions = treaty.provisions
    wanted = identifier.replace(" ", "")
    folded = {name.lower(): name for name in provisions}
    name = folded.get(wanted.lower())
    if name is None:
        article = re.match(r"[^(]+", wanted)
        same = [other for other in provisions if article and other.startswith(f"{article[0]}(")]
        cure = f"the table has {', '.join(same)}" if same else did_you_mean(wanted, provisions)
        message = f"the table of the {treaty.name} has no `{identifier}`"
        return Problem(UNKNOWN, message, cure)
    row = provisions[name]
    label = called(name, tables.words) or row.label or name
    if not own:
        label = tables.words["ref_of"].format(label, tables.words.get(f"ref_{agreement}", treaty.name))
    verified = row.status == "verified"
    return Reference(agreement, name, label, row.says, treaty.address, code=False, verified=verified)


def called(name: str, words: Mapping[str, str]) -> str:
    """What a provision is called in a language: ``annex-A-II`` is Annex A, Part II; empty if there are no words for it.

    Args:
        name: Its identifier in the table.
        words: The words of the language.
    """
    if _ARTICLE.fullmatch(name):
        return words["ref_article"].format(name)
    word, _, number = name.partition("-")
    if word not in WORDS or not number:
        return ""
    if word == "decision":  # C-24/DEC.4, BS-I/6, XXXV/19
        return words["ref_decision"].format(re.sub(r"-(?:(DEC)-)?(\d+)$", _last_of_decision, number))
    number, *parts = number.split("-")
    named = NAMED_ANNEXES.get(number) if word == "annex" else None
    labels = [words[named] if named else words[WORDS[word]].format(number)]
    labels += [words[pattern].format(part) for pattern, part in zip(("ref_part", "ref_paragraph"), parts, strict=False)]
    return words["comma"].join(labels)


def _last_of_decision(match: re.Match[str]) -> str:
    return f"/{match[1]}.{match[2]}" if match[1] else f"/{match[2]}"
