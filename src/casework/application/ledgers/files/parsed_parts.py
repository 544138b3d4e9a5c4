"""
Which parts of a workbook are parsed: only these are judged, whatever pictures, queries and models stand beside them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from contextlib import suppress
from xml.parsers import expat

from casework.application.ledgers.files.content import FileKind

Content = Callable[[str], bytes]
"""The content of a part by its compared name; empty when there is no such part."""

_USUAL = ("[content_types].xml", "_rels/.rels", "xl/styles.xml", "xl/sharedstrings.xml")
_ODS_PARTS = frozenset({"content.xml", "meta-inf/manifest.xml"})
_USUAL_WORKBOOK = "xl/workbook.xml"
_WORKBOOK = "officedocument"
_READ_FROM_WORKBOOK = frozenset({"worksheet", "sharedstrings", "styles", "chartsheet", "dialogsheet", "xlmacrosheet"})


def parsed_parts(kind: FileKind, content: Content) -> frozenset[str]:
    """
    The compared names of the parts that the parser reads, found by the relations as the parser finds them.

    `content` may refuse a part; it is asked for the lists of relations only.
    """
    if kind is FileKind.ODS:
        return _ODS_PARTS
    books = workbooks(content)
    sheets = {
        place
        for book, listed in books.items()
        for relation in _elements(content(listed), "Relationship")
        if _kind(relation) in _READ_FROM_WORKBOOK
        for place in _places(relation, posixpath.dirname(book))
    }
    return frozenset({*_USUAL, *books, *books.values(), *sheets})


def sheet_names(content: Content) -> dict[str, str]:
    """The names of the sheets of an .xlsx workbook by the compared names of their parts; `content` was judged before."""
    names: dict[str, str] = {}
    for book, listed in workbooks(content).items():
        relations = {relation.get("Id", ""): relation for relation in _elements(content(listed), "Relationship")}
        for sheet in _elements(content(book), "sheet"):
            identity = next((value for key, value in sheet.items() if key.endswith(" id")), "")
            places = _places(relations.get(identity, {}), posixpath.dirname(book))
            names |= dict.fromkeys(places, sheet.get("name", ""))
    return names


def workbooks(content: Content) -> dict[str, str]:
    """The workbooks, by the usual name and by the root's relations, each with its list of relations."""
    relations = _elements(content("_rels/.rels"), "Relationship")
    found = {place for relation in relations if _kind(relation) == _WORKBOOK for place in _places(relation, "")}
    return {
        book: posixpath.join(posixpath.dirname(book), "_rels", f"{posixpath.basename(book)}.rels")
        for book in {_USUAL_WORKBOOK, *found}
    }


def _kind(relation: Mapping[str, str]) -> str:
    return relation.get("Type", "").rpartition("/")[2].lower()


def _places(relation: Mapping[str, str], folder: str) -> set[str]:
    """Where the relation leads, read from the folder or from the root: writers differ."""
    target = relation.get("Target", "").replace("\\", "/").lower()
    return {posixpath.normpath(target.lstrip("/")), posixpath.normpath(posixpath.join(folder, target)).lstrip("/")}


def _elements(xml: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of every element of this name, as far as the text can be read."""
    found: list[dict[str, str]] = []

    def started(element: str, attributes: dict[str, str]) -> None:
        if element.rpartition(" ")[2] == name:
            found.append(attributes)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = started
    with suppress(expat.ExpatError):  # the parser of the workbook says what is wrong with it
        parser.Parse(xml, True)
    return found
