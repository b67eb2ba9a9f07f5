"""In titles, answers and cells signs that begin a block elsewhere are text: `> 50 mg/kg` is a limit, no quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline

if TYPE_CHECKING:
    from pathlib import Path

SIGNS = {
    "> 50 mg/kg": "&gt; 50 mg/kg",
    ">50 mg/kg": "&gt;50 mg/kg",
    "1. Release it": "1. Release it",
    "2) Detain it": "2) Detain it",
    "- 5 °C": "- 5 °C",
    "+ 5 °C": "+ 5 °C",
    "* a star": "* a star",
    "# 7": "# 7",
    "#7 of the list": "#7 of the list",
    "---": "---",
}
OTHERS = {
    "3.5 kg": "3.5 kg",
    "**bold** words": "bold words",
    "-5 °C": "-5 °C",
    "2026": "2026",
}
BLOCKS = {
    "a choice": "::: choice What? {{#q}}\n- [x] {0}\n- [ ] Another\n:::",
    "its title": "::: choice {0} {{#q}}\n- [x] One\n- [ ] Another\n:::",
    "matching": "::: matching What? {{#q}}\n| Left | Right |\n| --- | --- |\n| {0} | One |\n| Two | Another |\n:::",
    "its right side": "::: matching What? {{#q}}\n| A | B |\n| --- | --- |\n| One | {0} |\n| Two | Another |\n:::",
    "sorting": "::: sorting What? {{#q}}\n### One\n- {0}\n\n### Another\n- Three\n:::",
    "a bin": "::: sorting What? {{#q}}\n### {0}\n- Two\n\n### Another\n- Three\n:::",
    "ordering": "::: ordering What? {{#q}}\n1. {0}\n2. Two\n3. Three\n:::",
    "a callout": "::: tip {0}\nText\n:::",
    "a card": "::: cards\n{0}\n: Back\n:::",
}


def page(folder: Path, block: str) -> tuple[str, list[str]]:
    """The page that a block makes, and the codes of what was found about its signs."""
    (folder / "lessons").mkdir()
    settings = "id: case\ntitle: Case\ntargets: [web]\nmodules: [{title: Cases, lessons: [01-case]}]\n"
    (folder / "course.yaml").write_text(settings, "utf-8")
    (folder / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n---\n{block}\n", "utf-8")
    result = pipeline.build([(folder, "course")], ["web"], folder / "dist")
    assert result.written, result.diagnostics
    html = (folder / "dist" / "case-web" / "case.html").read_text("utf-8")
    return re.sub(r'<span class="nb">(.*?)</span>|</?strong>', r"\1", html), [one.code.id for one in result.diagnostics]


@pytest.mark.parametrize(("written", "shown"), [*SIGNS.items(), *OTHERS.items()])
@pytest.mark.parametrize("block", BLOCKS)
def test_a_sign_at_the_beginning_is_text(block: str, written: str, shown: str, tmp_path: Path) -> None:
    if block == "a card" and written == "---":
        pytest.skip("a line between cards")
    html, codes = page(tmp_path, BLOCKS[block].format(written))
    article = html[html.index("<article") : html.index("</article>")]
    assert f">{shown}<" in article, article
    assert not re.search(r"<(?:blockquote|hr)\b", article)
    assert "S017" not in codes
    assert "S023" not in codes


def test_in_running_text_they_begin_blocks(tmp_path: Path) -> None:
    html, codes = page(tmp_path, "> 50 mg/kg\n\n- one")
    assert re.search(r"<blockquote>\s*<p>50 mg/kg</p>", html)
    assert "S023" in codes
