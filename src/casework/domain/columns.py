"""A list, declared once: what its columns are called, how their cells read, and who sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, get_args, get_type_hints
from uuid import UUID

from msgspec import Struct

from casework.domain.labels import Label, household_name


class Cell(Enum):
    """What a cell's words depend on beside its value: the rules of its village, its whole row, or nothing but a form."""

    CORRECTED = "corrected"
    HOUSEHOLD = "household"
    OFFICE = "office"
    DEADLINE = "deadline"
    DIVISION = "division"
    DUE = "due"
    RECORDED = "recorded"
    RESPONSIBLE = "responsible"
    SHARE = "share"
    SIGNER = "signer"


class Column(Struct, frozen=True, kw_only=True):
    """
    A column: its header, and how its cells read where their type does not say it.

    `words` are what a value is called (a function by its name: an annotation cannot hold a lambda that looks beyond
    itself), `nothing` stands for None and 0. A column that is not `in_json` only helps other
    cells to their words: no answer has it.
    """

    header: Label
    cell: Cell | None = None
    words: Callable[[Any], Label] | None = None
    nothing: Label | None = None
    in_json: bool = True


def column(zh: str, en: str, **more: Any) -> Column:
    """The column with this header, for `Annotated`."""
    return Column(header=Label(zh, en), **more)


class ListRow(Struct, frozen=True, kw_only=True):
    """
    A row of a list, from whose declaration every answer is made: JSON has the columns that are `in_json`, in the order
    of the fields.

    `on_screen` names the columns of the table in their order, those of a part as `field.part`. `title` stands above the
    table (`{}` for the number of rows), `empty` in its place when there are no rows.
    """

    title: ClassVar[Label] = Label("", "")
    empty: ClassVar[Label] = Label("没有可列出的内容", "There is nothing to list")
    on_screen: ClassVar[tuple[str, ...]] = ()


class HouseholdRow(ListRow, frozen=True, kw_only=True):
    """
    A row about one household, on screens by its name: `household` is the ledger's number, `village` the 12-digit code.
    """

    household: Annotated[str, column("户", "household", cell=Cell.HOUSEHOLD)]
    id: Annotated[UUID, column("系统编号", "id")]
    village: Annotated[str, column("村代码", "village code")]
    village_name: Annotated[str, column("村", "village")]

    @property
    def called(self) -> Label:
        """What the household is called."""
        return household_name(self.household, self.village_name)


@cache
def columns_of(row: type[ListRow]) -> Mapping[str, Column]:
    """
    The columns by field in order, those of a part as `field.part`.

    Raises:
        TypeError: A field has no column, or `on_screen` names one that there is not.
    """
    found = dict(_columns(row))
    unknown = set(row.on_screen) - found.keys()
    if unknown:
        raise TypeError(f"{row.__name__} has no columns {sorted(unknown)}")
    return found


@cache
def json_fields(row: type[ListRow]) -> Mapping[str, str]:
    """The fields that answers have, in order, each with the key it has there."""
    columns, keys = columns_of(row), zip(row.__struct_fields__, row.__struct_encode_fields__, strict=True)
    return {name: key for name, key in keys if name not in columns or columns[name].in_json}


def _columns(row: type[ListRow]) -> Iterator[tuple[str, Column]]:
    hints = get_type_hints(row, include_extras=True)
    for name in row.__struct_fields__:
        part = next(
            (each for each in get_args(hints[name]) if isinstance(each, type) and issubclass(each, ListRow)), None
        )
        declared = next((each for each in getattr(hints[name], "__metadata__", ()) if isinstance(each, Column)), None)
        if part is not None:
            yield from ((f"{name}.{inner}", each) for inner, each in _columns(part))
        elif declared is None:
            raise TypeError(f"{row.__name__}.{name} has no column")
        else:
            yield name, declared
