"""Lines do not break within codes, figures and the names of provisions; the text itself stays as it was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline
from elearn_builder.typography import keep

if TYPE_CHECKING:
    from pathlib import Path

KEPT = re.compile(r'<span class="nb">([^<]*)</span>')


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("en", "Gas R-407C and HFC-134a, HFO-1234ze(E) too.", ["R-407C", "HFC-134a", "HFO-1234ze(E)"]),
        ("en", "It holds 2.5 % and 50\nmg/kg of it.", ["2.5 %", "50\nmg/kg"]),
        ("en", "About 8740 ± 10 kg, 183 – 185 kg or 20 per cent.", ["8740 ± 10 kg", "183 – 185 kg", "20 per cent"]),
        (
            "en",
            "See Article 6(3)(a), Annex VIII, No. 12 and UN 2794.",
            ["Article 6(3)(a)", "Annex VIII", "No. 12", "UN 2794"],
        ),
        ("en", "The data of Annex V A, Annex A, Part II.", ["Annex V A", "Annex A", "Part II"]),
        ("en", "CAS 50-29-3, HS 8549.11, Decision XXXV/19.", ["CAS 50-29-3", "HS 8549.11", "Decision XXXV/19"]),
        (
            "fr",
            "L’article 6(3), l’annexe VIII, n° 12, 23 940 kg.",
            ["article 6(3)", "annexe VIII", "n° 12", "23 940 kg"],
        ),
        ("es", "El artículo 9, el anexo II y 1 200 000 piezas.", ["artículo 9", "anexo II", "1 200 000"]),
        ("ru", "В приложении VIII, ст. 6(3), № 12, 50 мг/кг.", ["приложении VIII", "ст. 6(3)", "№ 12", "50 мг/кг"]),
        (
            "ar",
            "وفق المادة 6(3) وبالمرفق الثامن والمادة 9: 50 ملغ/كغ و٢٠ طن.",
            ["المادة 6(3)", "المادة 9", "50 ملغ/كغ", "٢٠ طن"],
        ),
        ("zh", "见第 6 条和附件 VIII，共50公斤、2.5 %。", ["第 6 条", "附件 VIII", "50公斤", "2.5 %"]),
        ("pt", "Annex VIII, 5 kg.", ["Annex VIII", "5 kg"]),  # a language without a file
    ],
)
def test_what_is_read_in_one_breath_stays_in_one_line(language: str, text: str, kept: list[str]) -> None:
    html = keep(f"<p>{text}</p>", language)
    assert KEPT.findall(html) == kept
    assert re.sub("<[^>]*>", "", html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<code>R-407C</code>",
        "<bdi>Article 6(3)</bdi>",
        "<pre>5 kg\n6 kg</pre>",
        "<option>5 kg</option>",
        '<p title="Annex VIII">One</p>',
        "<svg><text>5 kg</text></svg>",
        "<p>It was in 1992. No. I was there with 40 people, part time.</p>",
        "<p>A well-known three-year plan, Friday 13 May, 4000 pieces, annexes. 29 of them.</p>",
        "<p>12,345,678,901,234,567,890,123,456,789 kg</p>",
    ],
)
def test_all_else_is_left_alone(html: str) -> None:
    assert keep(html, "en") == html


def test_titles_and_reports_know_nothing_of_it(tmp_path: Path) -> None:
    course = tmp_path / "course"
    (course / "lessons").mkdir(parents=True)
    (course / "course.yaml").write_text(
        "id: case\ntitle: Case of 5 kg\nobjectives: {o: Find mistakes}\n"
        "modules: [{title: Cases, lessons: [01-case]}]\n",
        "utf-8",
    )
    question = (
        "::: choice Is 5 kg in Annex VIII? {#q objective=o}\n- [x] Yes, 5 kg\n    > Y.\n- [ ] No\n    > N.\n:::\n"
    )
    lesson = f"---\ntitle: All of 5 kg\nobjectives: [o]\n---\nHere are 5 kg.\n\n{question}"
    (course / "lessons" / "01-case.md").write_text(lesson, "utf-8")
    written = {one.target: one.path for one in pipeline.build([(course, "case")], ["web"], tmp_path / "out").written}
    page = (written["web"] / "case.html").read_text("utf-8")
    assert "<title>All of 5 kg" in page
    assert 'data-text="Is 5 kg in Annex VIII?"' in page
    assert '<legend>Is <span class="nb">5 kg</span> in <span class="nb">Annex VIII</span>?</legend>' in page
    assert '"title": "All of 5 kg"' in (written["web"] / "course.js").read_text("utf-8").replace('":"', '": "')
    assert (written["web"] / "style.css").read_text("utf-8").count(".nb{white-space:nowrap}") == 1
