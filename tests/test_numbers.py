"""Numbers as people write them: what is read, and what is told because it could be read in two ways."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from elearn_builder import pipeline

READ = {
    "250 kg": ("250", "250", "250", "kg"),
    "250 ± 5 kg": ("245", "255", "250", "kg"),
    "250 +/- 2 % kg": ("245", "255", "250", "kg"),
    "245 to 255 kg": ("245", "255", "250", "kg"),
    "1 000 ± 50 drums": ("950", "1050", "1000", "drums"),
    "10 to 1 000 kg": ("10", "1000", "505", "kg"),
    "1 250,5": ("1250.5", "1250.5", "1250.5", ""),
    "1,250.5 t": ("1250.5", "1250.5", "1250.5", "t"),
    "1.250,5 t": ("1250.5", "1250.5", "1250.5", "t"),
    "1,000,000": ("1000000", "1000000", "1000000", ""),
    "12'500 kg": ("12500", "12500", "12500", "kg"),
    "0,125 kg": ("0.125", "0.125", "0.125", "kg"),
    "2,5 kg": ("2.5", "2.5", "2.5", "kg"),
    "1.250 kg": ("1.25", "1.25", "1.25", "kg"),
    "−18 °C": ("-18", "-18", "-18", "°C"),
    "19 to 21 %": ("19", "21", "20", "%"),
    "50 mg/kg": ("50", "50", "50", "mg/kg"),
    "١٢٣٫٥ kg": ("123.5", "123.5", "123.5", "kg"),
    "١٬٢٣٤": ("1234", "1234", "1234", ""),
}
TOLD = {
    "1,250 kg": ("`1,250` can be read in two ways", "write `1250` or `1.25`"),
    "23,940 kg": ("`23,940` can be read in two ways", "write `23940` or `23.94`"),
    "1 00 kg": ("`1 00` cannot be read", "write the digits without signs between thousands: `1250.5`"),
    "250-260 kg": ("this number cannot be read", "write `= 250 to 260 kg`"),
    "250 – 260": ("this number cannot be read", "write `= 250 to 260`"),
    "250 kg ± 5": ("this number cannot be read", "the unit stands last: write `= 250 ± 5 kg`"),
    "250 kg +- 5": ("this number cannot be read", "the unit stands last: write `= 250 ± 5 kg`"),
    "1/2": ("this number cannot be read", "write it like `= 250 ± 5 kg`"),
    "2.5e3 kg": ("this number cannot be read", "write it like `= 250 ± 5 kg`"),
    "about 250": ("this number cannot be read", "write it like `= 250 ± 5 kg`"),
    "260 to 250": ("this range ends before it begins", "write the lower number first"),
}


def course(folder: Path, numbers: list[str], more: str = "") -> Path:
    (folder / "lessons").mkdir()
    settings = "id: case\ntitle: Case\ntargets: [web]\nmodules: [{title: Cases, lessons: [01-case]}]\n"
    (folder / "course.yaml").write_text(settings, "utf-8")
    blocks = [f"::: number How much? {{#n{index}}}\n= {text}\n{more}:::" for index, text in enumerate(numbers)]
    (folder / "lessons" / "01-case.md").write_text("---\ntitle: Case\n---\n" + "\n\n".join(blocks) + "\n", "utf-8")
    return folder


def test_numbers_are_read(tmp_path: Path) -> None:
    result = pipeline.build([(course(tmp_path, list(READ)), "course")], ["web"], tmp_path / "dist")
    assert result.written, result.diagnostics
    html = (tmp_path / "dist" / "case-web" / "case.html").read_text("utf-8")
    html = re.sub(r'<span class="nb">(.*?)</span>', r"\1", html)
    found = {}
    for text, part in zip(READ, re.findall(r'<section class="question".*?</section>', html, re.DOTALL), strict=True):
        low, high, nominal = (re.search(f'data-{name}="([^"]*)"', part) for name in ("low", "high", "nominal"))
        solution = re.search(r'class="solution".*?<p><bdi>(.*?)</bdi>', part, re.DOTALL)
        assert low
        assert high
        assert nominal
        assert solution, part
        unit = re.sub(r"^-?[\d.]+(?: – [\d.]+)?", "", solution[1]).strip()
        found[text] = (low[1], high[1], nominal[1], unit)
    assert found == READ


@pytest.mark.parametrize("text", TOLD)
def test_what_cannot_be_read_is_told_with_its_cure(text: str, tmp_path: Path) -> None:
    found = pipeline.check([(course(tmp_path, [text]), "course")]).diagnostics
    assert [(one.message, one.help) for one in found if one.code.id == "Q431"] == [TOLD[text]]


def test_mistakes_are_read_alike(tmp_path: Path) -> None:
    mistakes = "- 10 000 kg\n    > Ten times too much.\n- 1,000\n    > Which one?\n"
    found = pipeline.check([(course(tmp_path, ["1 250 ± 50 kg"], mistakes), "course")]).diagnostics
    assert [(one.span.line, one.message) for one in found if one.code.id == "Q431"] == [
        (8, "`1,000` can be read in two ways")
    ]


def test_a_mistake_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    found = pipeline.check([(course(tmp_path, ["-5 to 5"], "- 1,000\n    > Which one?\n"), "course")]).diagnostics
    assert [one.code.id for one in found if one.code.id in {"Q431", "Q432"}] == ["Q431"]
