"""Forms and notices in pages for people, read as a browser reads them: what is sent, what is refused and why."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

BUTTONS = {"submit", "button", "image", "reset", "file"}
_MANAGER = re.compile(r"M\.form_filemanager\.init\(Y,\s*")
_HELP = re.compile(r"/error/(?:[a-z_]+)/(\w+)")


class Page(Record, frozen=True):
    """A page; ``root`` is its tree."""

    text: str
    root: html.HtmlElement

    @classmethod
    def of(cls, text: str) -> Page:
        """Read a page, whatever is wrong with it."""
        try:
            return cls(text, html.document_fromstring(text or "<html></html>"))
        except (etree.LxmlError, ValueError):
            return cls(text, html.document_fromstring("<html></html>"))

    def form(self, action: str) -> list[tuple[str, str]] | None:
        """The successful controls (HTML 4.10.22.4) of the form that is sent to a script; None if there is none.

        Buttons are left out: the caller presses one.
        """
        form = self._find(action)
        return None if form is None else list(_controls(form))

    def names(self, action: str) -> set[str]:
        """The names of all controls of that form, also of boxes that are not ticked."""
        form = self._find(action)
        return set() if form is None else {str(one.get("name")) for one in form.iter("input", "select", "textarea")}

    def _find(self, action: str) -> html.HtmlElement | None:
        for form in self.root.iter("form"):
            target = str(form.get("action") or "")
            if target.partition("?")[0].rstrip("/").endswith(action) and str(form.get("method", "")).lower() == "post":
                return form
        return None

    def value(self, name: str) -> str:
        """The value of the first control with this name; empty if there is none."""
        return next((str(one.get("value") or "") for one in self.root.iter("input") if one.get("name") == name), "")

    def word(self, key: str) -> str:
        """A word or number from the settings that a page gives its scripts, such as ``sesskey``."""
        found = re.search(rf'"{key}":\s*"?([\w-]+)', self.text)
        return found[1] if found else ""

    @property
    def complaints(self) -> list[str]:
        """What a form says about fields that it refuses."""
        found = (one for one in self.root.iter() if str(one.get("id") or "").startswith("id_error_"))
        return [said for one in found if (said := _said(one))]

    @property
    def failure(self) -> tuple[str, str] | None:
        """What an error page says, and its name (such as ``nopermissions``), if this is one."""
        for one in self.root.iter():
            if one.get("data-rel") == "fatalerror" or "errorbox" in str(one.get("class") or "").split():
                name = _HELP.search(self.text)
                paragraph = next((said for inner in one.iter("p") if (said := _said(inner))), _said(one))
                return paragraph, name[1] if name else ""
        return None

    def file_managers(self) -> list[dict[str, Any]]:
        """The settings of the file fields of a form, as its script gets them."""
        found = []
        for match in _MANAGER.finditer(self.text):
            try:
                value, _ = json.JSONDecoder().raw_decode(self.text, match.end())
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                found.append(value)
        return found


def _said(element: html.HtmlElement) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())[:300]


def _controls(form: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for one in form.iter("input", "select", "textarea"):
        name = one.get("name")
        if not name or one.get("disabled") is not None or _in_disabled_group(one, form):
            continue
        kind = str(one.get("type") or "text").lower()
        if one.tag == "select":
            options = list(one.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None]
            if not chosen and one.get("multiple") is None:
                chosen = options[:1]
            for option in chosen:
                yield str(name), str(option.get("value") if option.get("value") is not None else option.text or "")
        elif one.tag == "textarea":
            yield str(name), "".join(str(text) for text in one.itertext()).removeprefix("\n")
        elif kind in {"checkbox", "radio"}:
            if one.get("checked") is not None:
                yield str(name), str(one.get("value") or "on")
        elif kind not in BUTTONS:
            yield str(name), str(one.get("value") or "")


def _in_disabled_group(one: html.HtmlElement, form: html.HtmlElement) -> bool:
    return any(group.get("disabled") is not None for group in one.iterancestors("fieldset") if group is not form)
