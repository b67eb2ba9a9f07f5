"""The plan of the house: who may import what, how large a room may be, nothing registered twice."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import elearn_builder

PACKAGE = Path(elearn_builder.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 380

FLOORS = [
    {"record", "source", "diagnostics", "resources", "model"},
    {
        *(
            "config",
            "yamltree",
            "yamlfile",
            "files",
            "media",
            "manuscript",
            "loader",
            "pagefiles",
            "suite",
            "strings",
            "lists",
            "prose",
            "directives",
        ),
        *(
            "links",
            "terms",
            "markup",
            "brackets",
            "mentions",
            "drawing",
            "captions",
            "references",
            "reader",
            "blocks",
            "questions",
            "parser",
        ),
        *("scenarios", "branching"),
        *("keys", "colour", "legibility", "probe"),
        *("wording", "passages", "abbreviations", "othernames", "readability"),
    },
    {"capacity", "certificate", "inspection", "weights", "coverage", "ignores", "age", "rules"},
    {"bundles", "player", "lookup", "site", "render", "templating", "typography"},
    {"package", "manifest", "lom", "sequencing", "targets", "conformance", "comparison"},
    {"lms", "linkcheck"},
    {"pipeline", "processes", "catalogue", "mending", "reports", "preview", "cli"},
]
HOMES = {
    "markdown": {"prose"},
    "jinja2": {"render"},
    "lxml": {"drawing", "manifest", "lom", "sequencing", "targets", "conformance", "lms", "linkcheck"},
    "click": {"cli"},
    "rich": {"cli"},
    "yaml": {"yamltree", "strings", "references", "wording"},
    "msgspec": {"record", "config", "yamlfile", "comparison", "lms"},
    "imagesize": {"links"},
    "httpx": {"linkcheck", "lms"},
    "platformdirs": {"linkcheck", "lms"},
    "starlette": {"preview"},
    "uvicorn": {"preview"},
    "watchfiles": {"preview"},
    "anyio": {"preview"},
}
DOORS = {"__init__", "py"}


def room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return next((number for number, rooms in enumerate(FLOORS) if name in rooms), -1)


def imports(file: Path, *, types: bool = False) -> list[tuple[str, int]]:
    """Modules a file imports at run time (with ``types``, also those for annotations only), with their lines."""
    found = []
    tree = ast.parse(file.read_text("utf-8"))
    guarded = {
        node.lineno
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    for node in ast.walk(tree):
        if not types and getattr(node, "lineno", 0) in guarded:
            continue
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "elearn_builder":
                found += [(f"elearn_builder.{alias.name}", node.lineno) for alias in node.names]
            else:
                found.append((node.module, node.lineno))
    return found


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_module_looks_down_not_up(file: Path) -> None:
    own = room(file)
    if own == "__init__":
        return
    assert floor(own) >= 0, f"{own} has no floor: give it one here and in docs/explanation/architecture.md"
    for module, line in imports(file):
        if module.startswith("elearn_builder.") and module.split(".")[1] != "__version__":
            other = module.split(".")[1]
            assert floor(other) <= floor(own), f"{file.name}:{line} imports {module} from a higher floor"


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_library_is_imported_at_its_home_only(file: Path) -> None:
    for module, line in imports(file):
        library = module.split(".")[0]
        if library in HOMES:
            assert room(file) in HOMES[library], f"{file.name}:{line} imports {library}"


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_room_holds_one_idea(file: Path) -> None:
    lines = len(file.read_text("utf-8").splitlines())
    assert lines <= MOST_LINES, "a module that grows so large usually holds two ideas"


def test_no_room_for_odds_and_ends() -> None:
    names = {room(file) for file in MODULES}
    assert not names & {"utils", "helpers", "core", "base", "manager", "common", "misc"}
