"""The documentation names everything there is, and its generated parts are up to date (`--rewrite`)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from elearn_builder import config
from elearn_builder.blocks import BLOCKS
from elearn_builder.catalogue import CATALOGUE
from elearn_builder.cli import COMMANDS, cli
from elearn_builder.diagnostics import FAMILIES
from elearn_builder.lms.services import SERVICES
from elearn_builder.questions import KINDS
from elearn_builder.references import KINDS as REFERENCES
from elearn_builder.targets import GATHERINGS, TARGETS
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
SETTINGS = [
    config.CourseConfig,
    config.Completion,
    config.Delivery,
    config.Theme,
    config.ModuleConfig,
    config.ChecksConfig,
]


def text(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def same(path: Path, wanted: str, *, rewrite: bool) -> None:
    if rewrite:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted, "utf-8")
    assert path.read_text("utf-8") == wanted, "run `pytest tests/test_docs.py --rewrite` and read what it wrote"


def test_codes(rewrite: bool) -> None:
    parts = ["# Codes of findings\n\nThe same texts as `elearn explain CODE` prints.\n"]
    for letter, words in FAMILIES.items():
        codes = [code for code in CATALOGUE.values() if code.id[0] == letter]
        if codes:
            parts.append(f"\n## {letter}: {words}\n")
        parts += [f"\n### {code.id}: {code.title}\n\n*{code.severity.word}*\n\n{code.manual}\n" for code in codes]
    same(DOCS / "reference" / "codes.md", "".join(parts), rewrite=rewrite)


def test_command_line(rewrite: bool) -> None:
    parts = ["# The command line\n\nWhat each command's `--help` prints.\n"]
    for name in ("", *COMMANDS):
        arguments = [name, "--help"] if name else ["--help"]
        result = CliRunner().invoke(cli, arguments, prog_name="elearn", terminal_width=100)
        assert result.exit_code == 0
        parts.append(f"\n## {f'elearn {name}'.strip()}\n\n```\n{result.output.rstrip()}\n```\n")
    same(DOCS / "reference" / "command-line.md", "".join(parts), rewrite=rewrite)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("course", config.CourseConfig),
        ("lesson", config.LessonConfig),
        ("exam", config.ExamConfig),
        ("glossary", config.Glossary),
    ],
)
def test_schemas_for_editors(name: str, shape: type, rewrite: bool) -> None:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(shape)}
    wanted = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    same(DOCS / "reference" / "schema" / f"{name}.schema.json", wanted, rewrite=rewrite)


@pytest.mark.parametrize("shape", [*SETTINGS, config.LessonConfig, config.ExamConfig, config.SourceConfig])
def test_every_setting_is_described(shape: type) -> None:
    page = text("reference/course-yaml.md")
    for field in msgspec.structs.fields(shape):
        assert f"`{field.name}`" in page


@pytest.mark.parametrize("kind", [*BLOCKS, *KINDS])
def test_every_block_is_described_and_in_the_tour(kind: str) -> None:
    pages = text("reference/blocks.md") + text("reference/questions.md")
    assert f"`{kind}`" in pages or f"## {kind}\n" in pages
    tour = "".join(file.read_text("utf-8") for file in (ROOT / "courses" / "tour").rglob("*.md"))
    assert re.search(rf"^:::+ {kind}\b", tour, re.MULTILINE), f"the tour does not show `{kind}`"


def test_every_key_is_described() -> None:
    pages = text("reference/blocks.md") + text("reference/questions.md")
    for kind in BLOCKS.values():
        for key in kind.keys:
            assert f"`{key}=" in pages
    from elearn_builder.questions.common import KEYS

    for key in KEYS:
        assert f"`{key}`" in pages


@pytest.mark.parametrize("name", SERVICES)
def test_every_setting_of_an_upload_is_described(name: str) -> None:
    page = text("reference/elearn-toml.md")
    section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    for field in msgspec.structs.fields(SERVICES[name].shape):
        assert f"| `{field.name}` |" in section or field.name == "service"


def test_every_reference_and_target_is_described() -> None:
    for kind in REFERENCES:
        assert f"[[{kind}:" in text("reference/references.md")
    for target in (*TARGETS, *GATHERINGS):
        assert f"`{target}`" in text("reference/packages.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    source = re.sub(r"^ {4}.*$", "", page.read_text("utf-8"), flags=re.MULTILINE)  # code
    source = re.sub(r"```.*?```|``.*?``|`[^`]*`", "", source, flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", source):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target) or "…" in target:
            continue
        file = page.parent / path if path else page
        assert file.exists(), f"{page.name} links to {target}"
        if anchor and file.suffix == ".md":
            heads = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}
            assert anchor in slugs, f"{page.name} links to {target}"


def test_every_page_is_in_the_index() -> None:
    index = text("README.md")
    for page in DOCS.rglob("*.md"):
        if page.name != "README.md":
            assert page.relative_to(DOCS).as_posix() in index
