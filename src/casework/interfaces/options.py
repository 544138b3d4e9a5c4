"""The options that many commands share, and what they come to: who asks or acts, where, in which language."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click as plain_click
import rich_click as click
from msgspec import Struct

from casework.domain.codes import Code
from casework.interfaces.language import Language
from casework.interfaces.parameters import (
    AccountType,
    CodeType,
    MomentType,
    NameType,
    RegionType,
    WrongValueError,
    labels,
)

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]


class Asked(Struct, frozen=True, kw_only=True):
    """How a command was asked: which database (None: the environment's), in which language, as JSON or as text."""

    database: str | None
    language: Language
    json: bool = False


class Acting(Asked, frozen=True, kw_only=True):
    """How a writing command was asked: who acts, when it happened (None: now), under which command id."""

    by: str
    at: datetime | None = None
    command_id: str | None = None


class Listing(Asked, frozen=True, kw_only=True):
    """How a list was asked: of which region, None for everywhere."""

    region: str | None = None


def code_option(name: str, codes: type[Code], zh: str, en: str, **more: Any) -> Decorator[Any]:
    """An option that takes a code; its help prints all of them with their labels."""
    return click.option(name, type=CodeType(codes), metavar="CODE", help=f"{zh} {en}: {labels(codes)}", **more)


def code_argument(name: str, codes: type[Code]) -> Decorator[Any]:
    """An argument that is a code; its help prints all of them with their labels."""
    return click.argument(name, type=CodeType(codes), metavar=name.upper(), help=labels(codes))


def asks(function: Callable[..., Any]) -> Callable[..., Any]:
    """A reading command: the function gets `asked` first."""

    @functools.wraps(function)
    def run(*, database: str | None, lang: str | None, as_json: bool, **values: Any) -> None:
        function(Asked(**_general(database, lang), json=as_json), **values)

    return _shared(run)


def lists(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that lists, of one region or of all: the function gets `asked` first."""

    @functools.wraps(function)
    def run(*, database: str | None, lang: str | None, as_json: bool, region: str | None, **values: Any) -> None:
        function(Listing(**_general(database, lang), json=as_json, region=region), **values)

    region = click.option(
        "--region", type=RegionType(), metavar="CODE", help="只列该区划 only below this division (2 to 12 digits)"
    )
    return region(_shared(run))


def acts(*, at: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A writing command: the function gets `acting` first. `at`: it takes a time and a command id."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def run(*, database: str | None, lang: str | None, as_json: bool, by: str, **values: Any) -> None:
            when = {"at": values.pop("at"), "command_id": values.pop("command_id")} if at else {}
            function(Acting(**_general(database, lang), json=as_json, by=by, **when), **values)

        command = _shared(run)
        if at:
            command = click.option(
                "--command-id",
                type=NameType(),
                metavar="ID",
                help="操作编号：同一编号只执行一次 the same id is carried out once",
            )(command)
            command = click.option(
                "--at",
                type=MomentType(),
                metavar="TIME",
                help="发生时间（默认现在；不写时区按北京时间，只写日期按当日零时） when it happened, ISO 8601",
            )(command)
        return click.option(
            "--as",
            "by",
            required=True,
            envvar="CASEWORK_AS",
            type=AccountType(),
            metavar="NAME",
            help="办理人（或设置 CASEWORK_AS） who acts",
        )(command)

    return decorate


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


def _shared(function: Callable[..., Any]) -> Callable[..., Any]:
    return general(click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 answer as JSON")(function))


def _general(database: str | None, lang: str | None) -> dict[str, Any]:
    """What the command says goes before what `casework` itself was given, and that before the environment."""
    said: dict[str, str | None] = plain_click.get_current_context().find_root().obj or {}
    language = lang or said.get("lang") or os.environ.get("CASEWORK_LANG") or Language.ZH
    if language not in tuple(Language):
        raise WrongValueError(zh="CASEWORK_LANG 应为 zh 或 en", en=f"CASEWORK_LANG is zh or en, not {language!r}")
    return {"database": database or said.get("database"), "language": Language(language)}
