"""A list is declared once: no way out puts the headers and cells of a table together by hand."""

from pathlib import Path

from tests.architecture.tree import PRODUCT, imported, modules, parsed, shown

TABLES = "src/casework/interfaces/workplace/tables.py"
"""The one module that draws tables, from rows that declare their columns."""

BY_HAND = ("rich.table", "casework.interfaces.workplace.tables._")


def test_tables_are_made_from_declared_rows() -> None:
    """Nothing but `print_rows` reaches the table that is drawn, so that no header stands apart from its column."""
    assert [found for path in modules(*PRODUCT) if shown(path) != TABLES for found in tables_by_hand(path)] == []


def test_what_counts_as_a_table_by_hand(tmp_path: Path) -> None:
    """The library's table counts and what the drawing module keeps to itself; its door does not."""
    path = tmp_path / "by_hand.py"
    path.write_text("from casework.interfaces.workplace.tables import print_rows\n")
    assert tables_by_hand(path) == []
    path.write_text(
        "import rich.table\nfrom rich.table import Table\nfrom casework.interfaces.workplace.tables import _print_table\n"
    )
    assert tables_by_hand(path) == ["by_hand.py:1", "by_hand.py:2", "by_hand.py:3"]


def tables_by_hand(path: Path) -> list[str]:
    """The lines of a module that reach for a table without declared rows."""
    lines = {line for line, name in imported(parsed(path)) if name.startswith(BY_HAND)}
    return [f"{shown(path)}:{line}" for line in sorted(lines)]
