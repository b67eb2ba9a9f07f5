"""Articles and annexes of an agreement: ``6``, ``6(4)``, ``9(1)(a)``, ``4A(1)``, ``annex-VIII``, ``app-II``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.references.tables import Problem, Reference

if TYPE_CHECKING:
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
WORDS = {"annex": "ref_annex", "app": "ref_appendix", "decision": "ref_decision"}


def look_up(agreement: str, identifier: str, tables: Tables, *, own: bool) -> Reference | Problem:
    """Find a provision of an agreement; ``own``: the course is about it, so its name is left out."""
    treaty = tables.treaties[agreement]
    provisions = treaty["provisions"]
    wanted = identifier.replace(" ", "")
    folded = {name.lower(): name for name in provisions}
    name = folded.get(wanted.lower())
    if name is None:
        article = re.match(r"[^(]+", wanted)
        same = [other for other in provisions if article and other.startswith(f"{article[0]}(")]
        cure = f"the table has {', '.join(same)}" if same else did_you_mean(wanted, provisions)
        message = f"the table of the {treaty['name']} has no `{identifier}`"
        return Problem(UNKNOWN, message, cure)
    word, _, number = name.partition("-")
    pattern = tables.words[WORDS[word] if number and word in WORDS else "ref_article"]
    label = pattern.format(number if number and word in WORDS else name)
    if not own:
        label = tables.words["ref_of"].format(label, tables.words.get(f"ref_{agreement}", treaty["name"]))
    row = provisions[name]
    says = row["says"]
    return Reference(agreement, name, label, says, treaty["address"], code=False, verified=row["status"] == "verified")
