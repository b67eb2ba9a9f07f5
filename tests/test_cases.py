"""Every code has a page that shows it; every page still holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from elearn_builder.catalogue import CATALOGUE
from tests import case_pages

PAGES = sorted(Path(__file__).parent.glob("cases/[A-Z]*[0-9].md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path, tmp_path: Path, rewrite: bool) -> None:
    case = case_pages.read(page)
    found = case_pages.run(case, tmp_path)
    assert case.code in {one.code.id for one in found}, f"{case.code} does not come up"
    if rewrite:
        case_pages.rewrite(case, case_pages.show(found))
    else:
        assert case_pages.show(found) == case.expected


@pytest.mark.parametrize("page", [page for page in PAGES if case_pages.read(page).cured], ids=lambda page: page.stem)
def test_the_cure_cures(page: Path, tmp_path: Path) -> None:
    case = case_pages.read(page)
    found = case_pages.run(case, tmp_path, {**case.files, **case.cured})
    assert case_pages.show(found) == ""


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_code_has_a_page(code: str) -> None:
    assert code in {page.stem for page in PAGES}


def test_no_page_without_a_code() -> None:
    assert {page.stem for page in PAGES} <= set(CATALOGUE)


def test_the_small_packages_are_right(tmp_path: Path) -> None:
    """What the pages for packages begin from has no finding of its own."""
    for entries in ((), ("edition 2004",)):
        case = case_pages.Case(tmp_path / "P000.md", {}, {}, (*entries, "without nothing"), "", {}, {})
        assert case_pages.show(case_pages.run(case, tmp_path)) == ""
