"""A survey of one household, entered by hand from a file (GY-1a)."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import rich_click as click

from casework.domain.errors import InvalidValueError, RefusedError
from casework.domain.untrusted_text import format_error
from casework.domain.written.values import as_meant
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts
from casework.interfaces.cli.parameters import today
from casework.interfaces.cli.receipt import print_receipt
from casework.interfaces.workplace.invocation import Acting

if TYPE_CHECKING:
    pass

MOST_BYTES = 1_000_000

EXAMPLE = """\
{"number": "0203", "village": "990102001001", "source": "survey", "informant": "村委会",
 "effective_on": "2026-03-02", "household": {"category": "lifted-out-of-poverty"},
 "members": [{"number": 2, "employment": "employed", "employer": "某厂", "monthly_pay": 3500},
             {"name": "王禾", "resident_id": "...", "relation": "子", "willingness": "willing"}],
 "left": [3]}"""


@click.command(
    "register",
    help="登记：登记新户，或按调查、走访更新已登记的户\n\n"
    "Register a household, or take in what a survey or visit newly says of a known one (GY-1a). FILE is JSON: the "
    "household by `number` and `village` code, or by `id`; a member with a `number` (see `show`) is updated with the "
    "fields that are named, one without is new. For example:\n\n\b\n" + EXAMPLE,
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.json", help="调查内容 what was found out")
@acts()
def register_command(acting: Acting, file: Path) -> None:
    from casework.application.commands.survey import Register
    from casework.application.register.surveys import take_survey
    from casework.interfaces.reception.acts import registered_as

    survey = _read(file, Register)
    with workplace(acting) as place:
        receipt = take_survey(
            place.casework,
            survey,
            by=acting.by,
            command_id=acting.command_id,
            occurred_at=acting.at,
            preview=acting.preview,
        )
        print_receipt(acting, place, registered_as(place, survey, receipt.household), receipt)


def _read(file: Path, kind: Any) -> Any:
    try:
        content = file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InvalidValueError(
            "file",
            zh=f"无法读取 {file.name}：{reason}，请核对文件名和权限",
            en=f"{file.name} cannot be read: {reason}; check its name and who may read it",
        ) from None
    try:
        return _understood(content.removeprefix(codecs.BOM_UTF8), kind)
    except RefusedError as error:
        raise InvalidValueError("file", zh=f"{file.name} 内容有误：{error.zh}", en=f"{file.name}: {error.en}") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        # What does not fit is named by its place and its kind; the message of a wrong code quotes only that code.
        wrong = format_error(error)
        raise InvalidValueError(
            "file", zh=f"{file.name} 内容有误：{wrong.zh}", en=f"{file.name} cannot be taken: {wrong.en}"
        ) from None


def _understood(content: bytes, kind: Any) -> Any:
    """What the text says; words for codes and days are looked at only where it does not fit as it is."""
    try:
        return msgspec.json.decode(content, type=kind, strict=False)
    except msgspec.ValidationError:
        meant = as_meant(kind, msgspec.json.decode(content), today=today())
        return msgspec.convert(meant, type=kind, strict=False)
