"""Values that somebody gives as plain JSON, with the words for codes and days in them put as they are stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import inspect

from casework.domain.codes.code import Code
from casework.domain.written.code_words import code_meant
from casework.domain.written.days import day_written


def as_meant(kind: Any, said: Any, *, today: date) -> Any:
    """
    What was said for a value of a type; what is no word stays as it is, for whoever reads it with its type.

    Raises UnknownWordError, AmbiguousWordError, UnknownDayError, AmbiguousDayError.
    """
    return _meant(inspect.type_info(kind), said, today)


def _meant(kind: inspect.Type, said: Any, today: date) -> Any:
    match kind:
        case inspect.Metadata():
            return _meant(kind.type, said, today)
        case inspect.UnionType() if said is not None:
            meant = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
            return _meant(meant[0], said, today) if len(meant) == 1 else said
        case inspect.EnumType() if isinstance(said, str) and issubclass(kind.cls, Code):
            return str(code_meant(kind.cls, said))
        case inspect.DateType() if isinstance(said, str):
            return day_written(said, today=today).isoformat()
        case inspect.StructType() if isinstance(said, dict):
            types = {field.encode_name: field.type for field in kind.fields}
            return {name: _meant(types[name], v, today) if name in types else v for name, v in said.items()}
        case inspect.VarTupleType() | inspect.ListType() if isinstance(said, list):
            return [_meant(kind.item_type, each, today) for each in said]
    return said
