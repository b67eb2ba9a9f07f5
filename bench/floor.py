"""The floor: what any program of this kind has to do, and nothing else.

A short script with the same libraries (Python-Markdown, Jinja, lxml, zipfile). It converts the same lessons with the
same extensions, puts each into a page and a script, writes a manifest and a zip file with as many bytes. It knows no
blocks (`:::` lines and questions are plain text to it), no references, no glossary, no checks; it tells no mistake a
place and does not look at what it has written.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from pathlib import Path

import jinja2
import markdown
from lxml import etree

EXTENSIONS = ["abbr", "attr_list", "def_list", "fenced_code", "footnotes", "sane_lists", "tables"]
IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title><link rel="stylesheet" href="style.css"></head>
<body data-page="{{ id }}">
<main><article><h1>{{ title }}</h1>
{{ article }}
</article></main>
<nav>{% if before %}<a href="{{ before }}.html">Back</a>{% endif %}
{% if after %}<a href="{{ after }}.html">Next</a>{% endif %}</nav>
<script src="player.js" defer></script>
</body>
</html>
"""


def main() -> None:
    """Convert, render, pack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("course", type=Path)
    parser.add_argument("zip", type=Path)
    parser.add_argument("--static", type=Path, help="a folder whose files go into the package as they are")
    parser.add_argument("--like", type=Path, help="a page of ours without its ending; pages are filled up with its end")
    arguments = parser.parse_args()
    converter = markdown.Markdown(extensions=EXTENSIONS, output_format="html")
    template = jinja2.Environment(autoescape=True).from_string(PAGE)
    names = [file.stem for file in sorted((arguments.course / "lessons").glob("*.md"))] + ["exam"]
    static = (file for file in sorted(arguments.static.rglob("*")) if file.is_file())
    files: dict[str, bytes] = {file.relative_to(arguments.static).as_posix(): file.read_bytes() for file in static}
    model = [arguments.like.with_suffix(ending).read_bytes() for ending in (".html", ".js")]
    for number, name in enumerate(names):
        folder = arguments.course if name == "exam" else arguments.course / "lessons"
        _, head, body = (folder / f"{name}.md").read_text("utf-8").split("---\n", 2)
        title = head.partition("title: ")[2].partition("\n")[0]
        article = converter.reset().convert(body)
        page = template.render(
            id=name,
            title=title,
            article=jinja2.utils.markupsafe.Markup(article),
            before=names[number - 1] if number else "",
            after=names[number + 1] if number + 1 < len(names) else "",
        )
        script = f"page({json.dumps(name)},{json.dumps(article, ensure_ascii=False)});\n"
        files[f"{name}.html"] = filled(page, model[0])
        files[f"{name}.js"] = filled(script, model[1])
    files["imsmanifest.xml"] = manifest(names, sorted(files))
    with zipfile.ZipFile(arguments.zip, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(path, files[path])


def filled(text: str, model: bytes) -> bytes:
    """The text as bytes, filled up to the size of a page of ours with the end of that page: forms, explanations and
    drawings, which Markdown alone does not give.
    """
    content = text.encode()
    return content + model[len(content) :]


def manifest(names: list[str], paths: list[str]) -> bytes:
    """A manifest with an item and a resource for each lesson."""
    root = etree.Element(f"{{{IMSCP}}}manifest", nsmap={None: IMSCP, "adlcp": ADLCP}, identifier="floor")
    organizations = etree.SubElement(root, f"{{{IMSCP}}}organizations", default="org")
    organization = etree.SubElement(organizations, f"{{{IMSCP}}}organization", identifier="org")
    resources = etree.SubElement(root, f"{{{IMSCP}}}resources")
    for name in names:
        etree.SubElement(organization, f"{{{IMSCP}}}item", identifier=f"item-{name}", identifierref=f"res-{name}")
        resource = etree.SubElement(resources, f"{{{IMSCP}}}resource", identifier=f"res-{name}", type="webcontent")
        resource.set(f"{{{ADLCP}}}scormtype", "sco")
        resource.set("href", f"{name}.html")
        for ending in ("html", "js"):
            etree.SubElement(resource, f"{{{IMSCP}}}file", href=f"{name}.{ending}")
    shared = etree.SubElement(resources, f"{{{IMSCP}}}resource", identifier="res-shared", type="webcontent")
    own = {f"{name}.{ending}" for name in names for ending in ("html", "js")}
    for path in paths:
        if path not in own:
            etree.SubElement(shared, f"{{{IMSCP}}}file", href=path)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


if __name__ == "__main__":
    main()
