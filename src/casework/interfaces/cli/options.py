"""The options that many commands share, and what they come to: who asks or acts, where, in which language."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any, TypeVar

import click as plain_click
import rich_click as click
from msgspec.structs import asdict

from casework.domain.codes.code import Code
from casework.domain.signer import account_of
from casework.interfaces.cli.parameters import (
    CodeType,
    LastInstantType,
    LastMomentType,
    MomentType,
    NameType,
    OfficeType,
    PositionType,
    RegionType,
    WrongValueError,
    labels,
)
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace.invocation import Acting, Asked, AskedOfThen, Listing, Unmasking

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]


THEN = ("as_of", "as_of_position", "true_at", "verbose")
"""The options about an earlier moment, and for how to ask again."""

WHO = ("by", "office")
"""The options that say who asks or acts, and in which office."""

COMMAND_ID = click.option(
    "--command-id", type=NameType(), metavar="ID", help="操作编号：同一编号只执行一次 the same id is carried out once"
)


def code_option(name: str, codes: type[Code], zh: str, en: str, *called: str, **more: Any) -> Decorator[Any]:
    """An option that takes a code; its help prints all of them with their labels. `called` is its parameter's name."""
    return click.option(name, *called, type=CodeType(codes), metavar="CODE", help=f"{zh} {en}: {labels(codes)}", **more)


def unsigned(function: Callable[..., Any]) -> Callable[..., Any]:
    """
    A command for which nobody says who they are: the function gets `asked` first.

    It is the installation's own, or whoever gives it shows by other means who they are.
    """
    return _handing(Asked, function)


def asks(function: Callable[..., Any]) -> Callable[..., Any]:
    """A reading command: the function gets `asked` first."""
    return _signs(_handing(Asked, function, *WHO), required=False)


def asks_of_then(function: Callable[..., Any]) -> Callable[..., Any]:
    """A reading command that may be about an earlier moment: the function gets `asked` first."""
    return _of_then(_signs(_handing(AskedOfThen, function, *THEN, *WHO), required=False))


def unmasks(function: Callable[..., Any]) -> Callable[..., Any]:
    """A question that may ask for sealed data in full: the function gets `unmasking` after `asked`, None without it."""

    def run(asked: AskedOfThen, unmask: bool, reason: str | None, **values: Any) -> None:
        if bool(reason) is not unmask or (unmask and not asked.by):
            raise WrongValueError(
                zh="--unmask 与 --reason（理由）、--as（查看人）一起用",
                en="--unmask goes with --reason and --as: why, and who looks",
            )
        function(asked, Unmasking(by=asked.by, office=asked.office, reason=reason or "") if unmask else None, **values)

    command = functools.update_wrapper(run, function)
    command = click.option(
        "--reason", type=NameType(), metavar="TEXT", help="查看理由（加密保存） why it has to be seen; kept sealed"
    )(command)
    return click.option(
        "--unmask", is_flag=True, help="显示完整的姓名、证件号码、电话；查看即留痕 show all in full; that is recorded"
    )(command)


def lists(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that lists, of one region or of all: the function gets `asked` first."""
    region = click.option(
        "--region",
        type=RegionType(),
        metavar="CODE",
        envvar="CASEWORK_COUNTY",
        help="只列该区划 only below this division (2 to 12 digits)",
    )
    return region(_of_then(_signs(_handing(Listing, function, "region", *THEN, *WHO), required=False)))


def acts(*, at: bool = True, looks: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    A writing command: the function gets `acting` first. `at`: it takes a time and a command id.

    With the flag called `looks` it only looks, and nobody needs to say who asks.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        def run(asked: Asked, **values: Any) -> None:
            if not asked.by and not (looks and values[looks]):
                raise _nobody_acts()
            when = {name: values.pop(name) for name in ("at", "command_id", "again", "preview")} if at else {}
            function(Acting(**asdict(asked), **when), **values)

        command = _handing(Asked, functools.update_wrapper(run, function), *WHO)
        if at:
            command = click.option(
                "--preview",
                is_flag=True,
                help="预览：只看会记录什么、影响什么，不记录 what it would record and move; stores nothing",
            )(command)
            command = click.option(
                "--again",
                is_flag=True,
                help="当日确又办了一次同样的事 the very same was done once more on that day",
            )(command)
            command = COMMAND_ID(command)
            command = click.option(
                "--at",
                type=MomentType(),
                metavar="TIME",
                help="发生时间，如 3月5日9点、昨天（默认现在；不写时区按北京时间，只写日期按当日零时） when it happened",
            )(command)
        return _signs(command, required=looks is None)

    return decorate


def _signs(function: Callable[..., Any], *, required: bool) -> Callable[..., Any]:
    """The options that say who acts or asks, and in which office."""
    command = click.option(
        "--office",
        "acting_office",
        envvar="CASEWORK_OFFICE",
        type=OfficeType(),
        metavar="OFFICE",
        help="以哪个部门办理，如 乡镇、乡镇@990101001（或设置 CASEWORK_OFFICE） in which office, of this place unless its code follows",
    )(function)
    return click.option(
        "--as",
        "acting_as",
        required=required,
        envvar="CASEWORK_AS",
        type=NameType(),
        metavar="NAME",
        help="办理人、查询人（或设置 CASEWORK_AS） who acts or asks",
    )(command)


def _nobody_acts() -> plain_click.MissingParameter:
    context = plain_click.get_current_context()
    option = next(option for option in context.command.params if option.name == "acting_as")
    return plain_click.MissingParameter(ctx=context, param=option)


def general(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command takes: database and language."""
    function = click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        metavar="zh|en",
        help="语言（或 CASEWORK_LANG） language; zh by default",
    )(function)
    return click.option(
        "--database",
        metavar="URL",
        help="数据库（或 CASEWORK_DATABASE_URL）：sqlite:///文件 或 postgresql://… the database",
    )(function)


def _handing(kind: type[Asked], function: Callable[..., Any], *names: str) -> Callable[..., Any]:
    """A command whose function gets first what was asked, these options among it, then its own."""

    @functools.wraps(function)
    def run(*, database: str | None, lang: str | None, as_json: bool, **values: Any) -> None:
        own = {name: values.pop(name) for name in names if name not in WHO}
        if names[-2:] == WHO:
            own |= {"by": account_of(values.pop("acting_as") or ""), "office": values.pop("acting_office")}
        function(kind(**_general(database, lang), json=as_json, **own), **values)

    return general(click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 answer as JSON")(run))


def _of_then(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that ask about an earlier moment, and for how to ask for the answer again."""
    function = click.option(
        "--verbose",
        is_flag=True,
        help="同时列出序号和再查的写法 say how to ask for exactly this answer again",
    )(function)
    function = click.option(
        "--true-at",
        type=LastInstantType(),
        metavar="TIME",
        help="按现在所知当时的实际情况（含后来的补录和更正） what is now known to have held then, late entries included",
    )(function)
    function = click.option(
        "--as-of-position",
        type=PositionType(),
        metavar="N",
        help="截至该序号的记录（加 --verbose 时清单末尾所印） as of this position of the log, as lists print it with --verbose",
    )(function)
    return click.option(
        "--as-of",
        type=LastMomentType(),
        metavar="TIME",
        help="截至该时间已有的记录（只写日期指当日24时） as recorded by then; a bare date is the end of that day",
    )(function)


def _general(database: str | None, lang: str | None) -> dict[str, Any]:
    """What the command says goes before what `casework` itself was given, and that before the environment."""
    said: dict[str, str | None] = plain_click.get_current_context().find_root().obj or {}
    language = lang or said.get("lang") or os.environ.get("CASEWORK_LANG") or Language.ZH
    if language not in tuple(Language):
        raise WrongValueError(zh="CASEWORK_LANG 应为 zh 或 en", en=f"CASEWORK_LANG is zh or en, not {language!r}")
    return {"database": database or said.get("database"), "language": Language(language)}
