"""A folder that opens by double click or from any web server; progress stays in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import player
from elearn_builder.package import Package
from elearn_builder.targets.target import Target, package_name, player_files

if TYPE_CHECKING:
    from elearn_builder.site import Sco, Site


def _units(site: Site) -> tuple[Sco, ...]:
    return site.scos("course")


def _assemble(site: Site) -> Package:
    files = player_files(site, _units(site), "web", web=True)
    for path, content in site.files.items():
        if path.endswith(".vtt") and isinstance(content, bytes):  # a page opened by double click cannot load the file
            files[f"{path}.js"] = player.javascript("captions", path, content.decode()).encode()
    return Package(package_name(site, TARGET.name), TARGET.name, files, "index.html", zipped=False)


TARGET = Target(
    name="web",
    summary="a folder to open by double click or to put on a web server",
    state_limit=0,
    units=_units,
    assemble=_assemble,
)
