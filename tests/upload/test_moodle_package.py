"""The Moodle plugin as a package: what is in it, that its parts fit together, and fit the uploader."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from elearn_builder.lms import moodle_calls
from elearn_builder.lms.moodle import COMPLETION
from elearn_builder.lms.moodle_plugin import FUNCTION, _Answer
from elearn_builder.targets.moodle.settings import fitting

ROOT = Path(__file__).parents[2] / "integrations" / "moodle"
PLUGIN = ROOT / "local_elearnbuilder"
CODE = sorted(PLUGIN.rglob("*.php"))
LANGUAGES = sorted(folder.name for folder in (PLUGIN / "lang").iterdir())


def text(path: str) -> str:
    return (PLUGIN / path).read_text("utf-8")


def strings(language: str) -> dict[str, str]:
    code = text(f"lang/{language}/local_elearnbuilder.php")
    return dict(re.findall(r"^\$string\['([^']+)'\] = '([^']*)';$", code, re.MULTILINE))


def test_the_zip_is_what_moodle_installs_and_the_same_every_time(tmp_path: Path) -> None:
    made = []
    for name in ("one.zip", "two.zip"):
        subprocess.run([sys.executable, ROOT / "pack.py", tmp_path / "dist" / name], check=True, timeout=60)
        made.append((tmp_path / "dist" / name).read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "dist" / "one.zip") as archive:
        names = archive.namelist()
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {name.partition("/")[0] for name in names} == {"elearnbuilder"}, "the folder has the name of the plugin"
    assert {f"elearnbuilder/{file.relative_to(PLUGIN).as_posix()}" for file in CODE} < set(names)
    others = {name for name in names if not name.endswith(".php")}
    assert others == {"elearnbuilder/LICENSE", "elearnbuilder/README.md"}


@pytest.mark.skipif(not shutil.which("php"), reason="there is no PHP here")
@pytest.mark.parametrize("file", CODE, ids=lambda file: file.relative_to(PLUGIN).as_posix())
def test_php_reads_every_file(file: Path) -> None:
    done = subprocess.run(["php", "-n", "-l", file], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout


# What lib/externallib.php of Moodle 4.1 declares; later versions have it in the namespace core_external.
OLD_NAMES = """<?php
class external_api {}
class external_description {}
class external_value extends external_description { public function __construct(...$parts) {} }
class external_single_structure extends external_description {
    public $keys;
    public function __construct($keys, ...$parts) { $this->keys = $keys; }
}
class external_function_parameters extends external_single_structure {}
class external_multiple_structure extends external_description { public function __construct(...$parts) {} }
class external_warnings extends external_multiple_structure {}
"""
PROGRAM = """
define('MOODLE_INTERNAL', true);
foreach (['INT', 'RAW', 'BOOL', 'ALPHA', 'ALPHANUM', 'NOTAGS', 'URL'] as $type) {
    define("PARAM_$type", strtolower($type));
}
define('VALUE_DEFAULT', 0);
$CFG = (object) ['libdir' => $argv[1]];
(function (string $file): void {
    require($file);  // as the class loader does: $CFG is not in sight
})($argv[2]);
echo implode(' ', array_keys(local_elearnbuilder\\external\\put_package::execute_parameters()->keys));
echo ' / ', implode(' ', array_keys(local_elearnbuilder\\external\\put_package::execute_returns()->keys));
"""


@pytest.mark.skipif(not shutil.which("php"), reason="there is no PHP here")
def test_the_function_also_finds_the_names_of_moodle_4_1(tmp_path: Path) -> None:
    (tmp_path / "externallib.php").write_text(OLD_NAMES, "utf-8")
    file = PLUGIN / "classes" / "external" / "put_package.php"
    command = ["php", "-n", "-d", "display_errors=stderr", "-r", PROGRAM, "--", tmp_path, file]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("courseid idnumber section name draftitemid sha1 settings dryrun force / action cmid")


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.relative_to(PLUGIN).as_posix())
def test_every_file_says_whose_it_is_and_runs_only_within_moodle(file: Path) -> None:
    code = file.read_text("utf-8")
    assert code.startswith("<?php\n// This file is part of Moodle")
    assert "@license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later" in code
    space = re.search(r"^namespace (\S+);", code, re.MULTILINE)
    if space:
        folder = "\\".join(("local_elearnbuilder", *file.relative_to(PLUGIN / "classes").parent.parts))
        assert space[1] == folder
        assert re.search(rf"^class {file.stem} ", code, re.MULTILINE), "Moodle looks for it in the file of its name"
    else:
        assert "defined('MOODLE_INTERNAL') || die();" in code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_places(language: str) -> None:
    english, told = strings("en"), strings(language)
    assert list(told) == sorted(english)
    for key, words in english.items():
        assert sorted(re.findall(r"\{\$a[^}]*\}", told[key])) == sorted(re.findall(r"\{\$a[^}]*\}", words)), key


def test_every_text_is_there_and_is_used() -> None:
    code = "".join(file.read_text("utf-8") for file in CODE if "lang" not in file.parts)
    used = set(re.findall(r"(?:moodle_exception|get_string)\(\s*'(\w+)',\s*'local_elearnbuilder'", code))
    assert used | {"pluginname", "privacy:metadata"} == set(strings("en"))


def test_the_uploader_and_the_plugin_mean_the_same() -> None:
    services = text("db/services.php")
    assert f"'{FUNCTION}' => [" in services
    assert f"'functions' => ['{FUNCTION}']" in services
    function = text("classes/external/put_package.php")
    taken = function[function.index("execute_parameters()") : function.index("public static function execute(")]
    given = function[function.index("execute_returns()") :]
    for name in ("courseid", "idnumber", "section", "name", "draftitemid", "sha1", "settings", "dryrun", "force"):
        assert f"'{name}' => new external_" in taken
    for name in _Answer.__struct_fields__:
        assert f"'{name}' => " in given
    known = text("classes/settings.php")
    for name in {**fitting(2, scored=False), **COMPLETION}:
        assert f"'{name}' => " in known or name.startswith("completionstatusrequired["), name
    refusals = set(strings("en"))
    assert {"vanish", "busy"} < refusals
    assert "toolarge" in moodle_calls.LARGE & refusals
    assert moodle_calls.CHANGED & refusals == {"otherbytes", "onefile"}
