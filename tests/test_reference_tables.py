"""The reference tables do not contradict themselves or each other."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from elearn_builder import lookup, pipeline, strings
from elearn_builder.references import AGREEMENTS, FILES, KINDS, Problem, Reference, Tables, look_up
from elearn_builder.references import treaty as treaty_names
from elearn_builder.references.ashrae import fold
from elearn_builder.references.cas import check_digit
from tests.conftest import ROOT

FOLDER = ROOT / "courses" / "reference"
TABLES = sorted(file.stem for file in FOLDER.glob("*.csv"))
HEAD_OF_UN = "number,name,class,status,source\n"
NAME = {"chemicals": "name", "substances": "substance", "schedules": "name"}
# Parts of blends that no annex lists.
UNCONTROLLED = {"HC-290", "HC-600", "HC-600a", "HFO-1234yf", "HFO-1234ze(E)", "PFC-116"}
# One CAS number, two entries that differ for a reason: how an agreement words or cuts its entry.
DIFFERENT = {
    "36355-01-8": "Rotterdam lists all polybrominated biphenyls, also in waste oils; Stockholm only hexabromobiphenyl",
    "1563-66-2": "carbofuran stands by itself and in a mixture of dusts",
    "115-29-7": "Rotterdam lists endosulfan, Stockholm the technical product with its isomers",
    "36483-60-0": "Rotterdam lists the commercial mixture, Stockholm the ethers",
    "68928-80-3": "Rotterdam lists the commercial mixture, Stockholm the ethers",
    "40088-47-9": "Rotterdam lists the commercial mixture, Stockholm the ethers",
    "32534-81-9": "Rotterdam lists the commercial mixture, Stockholm the ethers",
}


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def tables() -> Tables:
    return Tables(FOLDER, strings.load("en"))


def found(written: str, tables: Tables) -> Reference:
    reference = look_up(written, tables)
    assert isinstance(reference, Reference), reference
    return reference


@pytest.mark.parametrize("name", [name for name in TABLES if name != "hs"])
def test_each_row_has_a_source_and_says_whether_it_was_compared(name: str) -> None:
    for row in rows(name):
        assert None not in row
        assert None not in row.values()
        assert row["source"], row
        assert row["status"] in {"verified", "unverified"}, row
        if re.search(r"\bderived\b|general knowledge|letter unverified", row["source"]) and name != "chemicals":
            assert row["status"] == "unverified", row


@pytest.mark.parametrize("name", NAME)
def test_check_digits(name: str) -> None:
    for row in rows(name):
        if row["cas"]:
            match = re.fullmatch(r"(\d{2,7})-(\d\d)-(\d)", row["cas"])
            assert match, row
            assert check_digit(match[1] + match[2]) == int(match[3]), row


@pytest.mark.parametrize("name", [*NAME, "blends", "waste"])
def test_subheadings_and_un_numbers_exist(name: str) -> None:
    subheadings = {row["code"] for row in rows("hs")}
    numbers = {row["number"] for row in rows("un")}
    for row in rows(name):
        assert {code for code in row["hs"].split(";") if code} <= subheadings, row
        assert not row.get("un") or row["un"] in numbers, row


def test_tables_agree_about_a_chemical() -> None:
    names, codes = defaultdict(set), defaultdict(set)
    for table, column in NAME.items():
        for row in rows(table):
            if row["cas"]:
                names[row["cas"]].add(row[column].partition(" (")[0].casefold())
                codes[row["cas"]].add(frozenset(row["hs"].split(";")))
    for cas in names:
        if cas not in DIFFERENT:
            assert len(names[cas]) == 1, (cas, names[cas])
            assert len(codes[cas]) == 1, (cas, codes[cas])
    assert {cas for cas in DIFFERENT if len(names[cas]) == len(codes[cas]) == 1} == set(), "no longer different"


@pytest.mark.parametrize("blend", rows("blends"), ids=lambda row: row["blend"])
def test_a_blend_is_whole_and_its_parts_are_known(blend: dict[str, str], tables: Tables) -> None:
    parts = [re.fullmatch(r"(\S+) ([\d.]+) %", part) for part in blend["composition"].split("; ")]
    assert all(parts)
    assert sum(float(part[2]) for part in parts if part) == pytest.approx(100)
    for part in parts:
        assert part
        assert part[1] in UNCONTROLLED or fold(part[1]) in tables.refrigerants, part[1]


def test_potentials_of_blends_are_those_of_their_parts(tables: Tables) -> None:
    """The sum over the parts by mass. A part is looked up by its R number first: that is the isomer that is sold."""
    for blend in rows("blends"):
        depleting, warming, known = 0.0, 0.0, True
        for name, share in (part.removesuffix(" %").split(" ") for part in blend["composition"].split("; ")):
            number = fold(f"R-{name.partition('-')[2]}")
            row = tables.refrigerants.get(number, ("", {}))[1] if name not in UNCONTROLLED else {}
            depleting += float(share) / 100 * float(row.get("odp") or 0)
            warming += float(share) / 100 * float(row.get("gwp") or 0)
            known = known and (bool(row.get("gwp")) or name.startswith("HFO"))
        assert depleting == pytest.approx(float(blend["odp"]), abs=0.0006), blend
        if known:
            assert warming == pytest.approx(float(blend["gwp"]), abs=6), blend


def test_names_of_refrigerants(tables: Tables) -> None:
    for written in ("R-404A", "r404a", "404A", "R 404A"):
        assert found(f"ashrae:{written}", tables).label == "R-404A"
    blend = found("ashrae:R-402A", tables)
    assert "HCFC-22 38\N{NO-BREAK SPACE}%" in blend.says
    assert "Annex F, Group I; Annex C, Group I. ODP 0.0209, GWP 2788." in blend.says
    assert not blend.verified
    assert found("ashrae:R-134a", tables).label == "R-134a"
    substance = found("ashrae:HFC-134a", tables)
    assert substance.says == "HFC-134a, R-134a. Montreal Protocol, Annex F, Group I. ODP 0, GWP 1430."
    assert substance.verified
    assert "GWP" not in found("ashrae:Halon-1301", tables).says


def test_letters_of_permits(tables: Tables) -> None:
    assert "wild" in found("cites-source:w", tables).says
    assert found("cites-purpose:T", tables).says == "CITES purpose code T: commerce."
    problem = look_up("cites-source:T", tables)
    assert isinstance(problem, Problem)
    assert "[[cites-purpose:T]]" in problem.help


def test_entries_of_the_schedules(tables: Tables) -> None:
    for written in ("2.B(4)", "2b4", "2.B.4", "2.A(3)*"):
        assert found(f"schedule:{written}", tables).label.startswith("Schedule 2.")
    assert "methylphosphonyl dichloride" in found("schedule:2.B(4)", tables).says
    assert "more in the table" in found("schedule:1.A(4)", tables).says
    problem = look_up("schedule:sarin", tables)
    assert isinstance(problem, Problem)
    assert problem.help == "did you mean `1.A(1)` or `1.B(11)`?"


@pytest.mark.parametrize("language", strings.available())
def test_agreements_have_their_name_in_each_language(language: str) -> None:
    named = ("basel", "cites", "montreal", "rotterdam", "stockholm", "cartagena", "cwc")
    assert len({strings.load(language)[f"ref_{agreement}"] for agreement in named}) == len(named)


@pytest.mark.parametrize("name", ["hs", "un"])
def test_the_source_of_goods_names_their_agreement(name: str) -> None:
    """By the first word of the source, learners find a subheading or UN number under its agreement."""
    for row in rows(name):
        if name != "hs" or row["goods"]:
            assert row["source"].partition(" ")[0].lower() in AGREEMENTS, row


@pytest.mark.parametrize("language", strings.available())
def test_every_provision_has_a_name_in_each_language(language: str) -> None:
    tables = Tables(FOLDER, strings.load(language))
    for agreement, treaty in tables.treaties.items():
        names = {}
        for identifier in treaty.provisions:
            name = treaty_names.called(identifier, tables.words)
            assert name, f"no words for {agreement}:{identifier}"
            assert not re.search("annex-|app-|part-|decision-", name, re.IGNORECASE), name
            assert names.setdefault(name, identifier) == identifier, "two provisions of one name"
            if not identifier[0].isdigit():
                assert tables.words["ref_article"].format("") not in name


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("6(4)", "Article 6(4)"),
        ("annex-VIII", "Annex VIII"),
        ("app-II", "Appendix II"),
        ("part-VI", "Part VI"),
        ("annex-A-II", "Annex A, Part II"),
        ("annex-Chemicals", "Annex on Chemicals"),
        ("annex-Verification-VI-5bis", "Verification Annex, Part VI, paragraph 5bis"),
        ("decision-C-24-DEC-4", "Decision C-24/DEC.4"),
        ("decision-BS-VII-8", "Decision BS-VII/8"),
        ("decision-XXXV-19", "Decision XXXV/19"),
        ("amendment-kigali", ""),
    ],
)
def test_names_of_provisions(written: str, label: str, tables: Tables) -> None:
    assert treaty_names.called(written, tables.words) == label


def test_what_stands_under_an_entry_is_told_in_one_short_line(tables: Tables) -> None:
    for entry in tables.schedules:
        assert len(found(f"schedule:{entry}", tables).says) <= 180, entry
    assert found("schedule:1.A(1)", tables).says == "O-alkyl alkylphosphonofluoridates: sarin; soman."
    assert found("schedule:1.A(14)", tables).says == "Phosphoramidofluoridates, family added 2020."


def own_tables(folder: Path, **files: str | bytes) -> Tables:
    """Tables of an author's own: ``waste`` gives the text of waste.csv, ``treaties_basel`` that of the agreement."""
    (folder / "treaties").mkdir()
    for name, content in files.items():
        group, _, agreement = name.partition("_")
        file = folder / (f"treaties/{agreement}.yaml" if agreement else f"{group}.csv")
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Tables(folder, strings.load("en"), "reference")


@pytest.mark.parametrize(
    ("files", "place", "says"),
    [
        ({"treaties_basel": "name: Basel: Convention\n"}, "treaties/basel.yaml:1:12", "not valid YAML"),
        ({"treaties_basel": "provisions: {}\n"}, "treaties/basel.yaml:1:1", "`name` is missing"),
        ({"treaties_basel": "- a list\n"}, "treaties/basel.yaml:1:1", "`key: value`"),
        (
            {"treaties_basel": "name: B\nprovisions: {x: {says: A, source: B}}\n"},
            "basel.yaml:2:17",
            "`status` is missing",
        ),
        (
            {"treaties_basel": "name: B\nprovisions: {x: {says: A, status: verified, source: B, by: C}}\n"},
            "basel.yaml:2:56",
            "no setting `by`",
        ),
        ({"treaties_basel": "name: Bâle\n".encode("cp1252")}, "treaties/basel.yaml:1:8", "not UTF-8"),
        ({"treaties_basel": "name: B\n"}, "treaties/basel.yaml:1:1", "`provisions` is missing"),
        ({"waste": "code;annex\nY1;I\n"}, "waste.csv:1:1", "`control`"),
        ({"waste": ""}, "waste.csv:1:1", "`code`"),
        ({"waste": "code,annex\n".encode("utf-16")}, "waste.csv:1:1", "UTF-16"),
        ({"un": "number,name,class,status,source\n1028,CFC-12\n"}, "un.csv:2:1", "2 cells, the first line names 5"),
        ({"un": "number,name,class,status,source\n,CFC-12,,verified,B\n"}, "un.csv:2:1", "first cell"),
        ({"un": 'number,name,class,status,source\n1028,"CFC,,verified,B\n'}, "un.csv:2:1", "double quote"),
        ({"un": "number,name,class,status,source\n1028,CFC,,sure,B\n"}, "un.csv:2:1", "`status` is `sure`"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_fault_in_a_table_is_told_at_its_line(
    files: dict[str, str | bytes], place: str, says: str, tmp_path: Path
) -> None:
    tables = own_tables(tmp_path, **files)
    tables.read_all()
    (one,) = tables.faults.diagnostics
    assert f"{one.span.path}:{one.span.line}:{one.span.col}".endswith(place)
    assert says in one.message


def test_what_comes_of_a_fault_in_a_table_is_not_told_again(tmp_path: Path) -> None:
    tables = own_tables(tmp_path, waste="code\nY1\n", treaties_basel="name: B\nprovisions: {x: 1}\n", un=HEAD_OF_UN)
    for written in ("waste:A1181", "basel:6(4)"):
        problem = look_up(written, tables)
        assert isinstance(problem, Problem)
        assert problem.told
    other = look_up("un:1028", tables)
    assert isinstance(other, Problem)
    assert not other.told, "un.csv is sound, so the number is really missing"


def test_a_table_of_wastes_may_do_without_hs_codes(tmp_path: Path) -> None:
    head = "code,annex,description,control,status,source\n"
    tables = own_tables(tmp_path, waste=f"{head}Y1,I,clinical waste,green,verified,Basel B1\n")
    assert [row.code for row in lookup.rows(tables)] == ["Y1"]
    assert not tables.faults.diagnostics


def test_a_folder_of_tables_that_is_not_used_is_told(tmp_path: Path) -> None:
    course = tmp_path / "own"
    (course / "lessons").mkdir(parents=True)
    (course / "course.yaml").write_text("id: own\ntitle: Own\nmodules: [{title: M, lessons: [01-a]}]\n", "utf-8")
    (course / "lessons" / "01-a.md").write_text("---\ntitle: A\n---\nText.\n", "utf-8")
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "un.csv").write_text(HEAD_OF_UN, "utf-8")
    (one,) = pipeline.check([(course, "own")]).diagnostics
    assert (one.span.path, one.code.id) == ("reference", "C026")
    (tmp_path / "reference" / "treaties").mkdir()
    assert not pipeline.check([(course, "own")]).diagnostics


def test_it_is_known_which_tables_a_kind_is_looked_up_in() -> None:
    assert FILES.keys() == KINDS.keys()
    assert {name for names in FILES.values() for name in names} == {file.name for file in FOLDER.glob("*.csv")}
