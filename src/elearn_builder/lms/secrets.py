"""Passwords and tokens: from the environment, the keyring of the computer, or a question; never written anywhere."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

from elearn_builder.lms.codes import NO_SECRET
from elearn_builder.lms.service import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[str], str]

HIDDEN = "•••"


class Secrets:
    """The secrets of one target.

    A secret in the keyring belongs to the address as well as to the target's name, so that a settings file of somebody
    else cannot send it elsewhere.

    Args:
        target: The target's name.
        address: Where they are for.
        ask: Asks a person; None when there is nobody to ask.
    """

    def __init__(self, target: str, address: str, ask: Ask | None = None) -> None:
        self.target = target
        self.address = address
        self._ask = ask
        self._known: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"Secrets({self.target!r}, {HIDDEN})"

    def look(self, name: str) -> str:
        """A secret (``password``, ``cookie`` …) from the environment or the keyring; empty when it is in neither."""
        if name not in self._known:
            found = os.environ.get(self.variable(name), "") or self._from_keyring(name)
            if found:
                self._known[name] = found.strip()
        return self._known.get(name, "")

    def need(self, name: str, *, for_what: str) -> str:
        """A secret that cannot be done without; asks for it at last.

        Raises:
            Refusal: Nobody can be asked (U005).
        """
        found = self.look(name)
        if not found and self._ask is not None:
            found = self._known[name] = self._ask(f"{name.capitalize()} of {for_what}")
        if not found:
            cure = (
                f"set the environment variable {self.variable(name)}, or run the command in a terminal, where it asks"
            )
            raise Refusal(NO_SECRET, f"the {name} of {for_what} is not known", cure)
        return found

    def learn(self, name: str, value: str) -> None:
        """Take up a secret that the other side has given, so that it is hidden too."""
        self._known[name] = value

    def variable(self, name: str) -> str:
        """The environment variable of a secret."""
        return re.sub(r"[^A-Z0-9]+", "_", f"ELEARN_{self.target}_{name}".upper())

    def hide(self, text: str) -> str:
        """A text from outside without any of these secrets."""
        for secret in sorted(self._known.values(), key=len, reverse=True):
            if len(secret) > 3:
                text = text.replace(secret, HIDDEN)
        return text

    def _from_keyring(self, name: str) -> str:
        with contextlib.suppress(ImportError):
            import keyring
            from keyring.errors import KeyringError

            with contextlib.suppress(KeyringError):
                return keyring.get_password(f"elearn-builder {self.address}", f"{self.target} {name}") or ""
        return ""
