"""Pack the Moodle plugin as a zip file that Moodle's administration installs: same files, same bytes.

Usage: ``python integrations/moodle/pack.py dist/local_elearnbuilder.zip``
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

PLUGIN = Path(__file__).parent / "local_elearnbuilder"
FOLDER = "elearnbuilder"  # Moodle takes the name of the one folder in the zip for that of the plugin
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(place: Path) -> None:
    """Write the zip file; not compressed, because libraries that compress differ in their bytes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    files = sorted(file for file in PLUGIN.rglob("*") if file.is_file())
    with zipfile.ZipFile(place, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            info = zipfile.ZipInfo(f"{FOLDER}/{file.relative_to(PLUGIN).as_posix()}", EPOCH)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, file.read_bytes())


if __name__ == "__main__":
    pack(Path(sys.argv[1]))
