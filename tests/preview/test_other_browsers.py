"""The preview in Firefox and WebKit, where they are installed: edits are seen, the LMS hears, findings lead to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.other_browsers import BROWSERS, OtherBrowser, wait
from tests.preview.conftest import Preview

FRAME = "document.querySelector('#device iframe:not(.coming)')"
INSIDE = f"{FRAME} && {FRAME}.contentDocument.body"


@pytest.fixture(params=BROWSERS)
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OtherBrowser]:
    kind = BROWSERS[request.param]
    if kind.missing():
        pytest.skip(f"{request.param} is not installed")
    folder = tmp_path / "profile"
    folder.mkdir()
    browser = kind(folder)
    yield browser
    browser.close()


def test_a_day_of_an_author(browser: OtherBrowser, preview: Callable[..., Preview], tour: Path) -> None:
    browser.go(preview(tour).address)
    wait(browser, "window.preview && preview.stage.page && preview.lms.session")
    browser.run("document.querySelector('[data-page=callouts]').click()")
    wait(browser, "preview.stage.page === 'callouts'")

    lesson = tour / "lessons" / "02-callouts.md"
    text = lesson.read_text("utf-8")
    lesson.write_text(text.replace("\n::: note", "\nWords that are  new here.\n\n::: note", 1), "utf-8")
    wait(browser, f"{INSIDE} && {FRAME}.contentDocument.body.textContent.includes('that are')")
    wait(browser, "document.querySelector('#findings .finding .message')")
    browser.run("document.querySelector('[data-page=text]').click()")
    wait(browser, "preview.stage.page === 'text'")
    browser.run("document.querySelector('#findings .finding .message').click()")
    wait(browser, "preview.stage.pointed && preview.stage.pointed.textContent.includes('that are')")

    lesson.write_text(text.replace("::: note", "::: nonsense", 1), "utf-8")
    wait(browser, "document.querySelector('#findings .finding.error')")
    lesson.write_text(text, "utf-8")
    wait(browser, "document.querySelector('#findings .empty')")

    assert browser.run("return preview.lms.calls.filter((one) => one.name === 'LMSCommit').length") > 0
    browser.run("document.getElementById('leave').click()")
    wait(browser, "preview.lms.calls.some((one) => / comes back /.test(one.event || ''))")
    wait(browser, "preview.stage.page && preview.stage.player()")
    assert len(browser.picture()) > 10_000
