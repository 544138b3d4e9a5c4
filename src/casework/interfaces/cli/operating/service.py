"""The processes that stay: a follower, a scheduler, or both in one, until a signal says stop."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.operating.demo import ExamplesMissingError, examples
from casework.interfaces.cli.operating.maintenance import DoctorRefusedError
from casework.interfaces.cli.options import unsigned
from casework.interfaces.cli.output import print_lines
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.settings import SQLITE, Mode
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace


class Part(StrEnum):
    """What a process does that stays."""

    WEB = "web"
    FOLLOW = "follow"
    SCHEDULE = "schedule"


@click.command(
    "follow",
    help="持续更新统计表，直到被终止\n\nKeep the read models up to date until it is stopped.",
)
@unsigned
def follow_command(asked: Asked) -> None:
    _serve(asked, Part.FOLLOW)


@click.command(
    "schedule",
    help="持续巡检，直到被终止\n\nSweep every minute and judge by time every day, until it is stopped.",
)
@unsigned
def schedule_command(asked: Asked) -> None:
    _serve(asked, Part.SCHEDULE)


@click.command(
    "serve",
    help="运行：HTTP 接口、更新统计表、巡检，直到被终止（Ctrl-C）\n\n"
    "Run everything in one process until it is stopped (Ctrl-C): the HTTP interface at CASEWORK_HTTP (127.0.0.1:8420; off: "
    "none), the follower, the scheduler.",
)
@click.option(
    "--only",
    type=click.Choice([part.value for part in Part]),
    metavar="web|follow|schedule",
    help="只运行其中一项 one of them alone, the others as processes of their own",
)
@unsigned
def serve_command(asked: Asked, only: str | None) -> None:
    _serve(asked, *([Part(only)] if only else Part))


def _serve(asked: Asked, *parts: Part) -> None:
    """Work until a signal says stop."""
    with stopped_by_signals() as stop, workplace(asked, runs_on=True) as place:
        from casework.application.log.setup.doctor import doctor
        from scheduler.duties.scheduled_duties import scheduled_duties
        from scheduler.process.service import serve

        settings, reading = place.settings, place.reading
        bad = [
            check for check in doctor(settings.database, settings.key_file, command=settings.command) if not check.ok
        ]
        for check in bad:
            click.echo(f"{check.message.zh}\n{check.message.en}", err=True)
            if check.mend:
                click.echo(f"  {check.mend}", err=True)
        if bad and settings.mode is Mode.PRODUCTION:
            raise DoctorRefusedError
        if settings.mode is Mode.DEMO:
            _hold_example_city(asked, place)
        with _web(place, parts) as (where, news):
            if not asked.json:
                _print_greeting(asked, place, where)
            code = serve(
                place.casework,
                reading.engine,
                catch_up=reading.catch_up,
                duties=scheduled_duties(sweep_every=settings.sweep_every) if Part.SCHEDULE in parts else (),
                follow_every=settings.follow_every if Part.FOLLOW in parts else None,
                news=news,
                stop=stop,
            )
    if code:
        sys.exit(code)


@contextmanager
def _web(place: Workplace, parts: Sequence[Part]) -> Iterator[tuple[str, threading.Event | None]]:
    """Where the HTTP interface is served meanwhile, blank for nowhere, and what is set when something came in by it."""
    from casework.interfaces.http.desk import Desk
    from casework.interfaces.http.server import OFF, serving

    if Part.WEB not in parts or place.settings.http == OFF:
        yield "", None
        return
    desk = Desk(place)
    with serving(desk, place.settings.http) as where:
        yield where, desk.news


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """The event that SIGTERM and SIGINT set from the very start on, so that none comes too early to be heard."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _hold_example_city(asked: Asked, place: Workplace) -> None:
    """In demo mode an empty database holds the example city, so that there is something to look at."""
    from casework.interfaces.demo.city import hold_city, is_to_be_held

    if not is_to_be_held(place.casework):
        return
    try:
        folder = examples()
    except ExamplesMissingError:
        return
    print_lines(asked.language.say("正在导入示例城市、建立账号……", "Importing the example city and its accounts …"))
    hold_city(place.casework, folder, place.settings.limits)


def _print_greeting(asked: Asked, place: Workplace, where: str) -> None:
    settings, say = place.settings, asked.language.say
    database = settings.database if settings.sqlite_file else "PostgreSQL"
    demo = settings.mode is Mode.DEMO
    home = f"CASEWORK_HOME={os.path.relpath(Path(database.removeprefix(SQLITE)).parent)} " if demo else ""
    command = home + settings.command
    print_lines(
        say(
            f"casework 正在运行，数据在 {database}，按 Ctrl-C 停止",
            f"casework runs; its data lies in {database}; Ctrl-C stops it",
        )
    )
    if where:
        print_lines(
            say(
                f"HTTP 接口在 {where}（说明：{where}/api/openapi.json）",
                f"The HTTP interface is at {where}, described at {where}/api/openapi.json",
            )
        )
    acting = _print_accounts(asked, place, command) if demo else ""
    print_lines(
        say("在另一个终端试试：", "Try in another terminal:"),
        f"  {command} list --stage detected{acting}",
        f"  {command} overdue{acting}",
        f"  {command} --help",
    )
    sys.stdout.flush()


def _print_accounts(asked: Asked, place: Workplace, command: str) -> str:
    """Whom to act as in the example city, and how one of them gets a password; the option that the city's own people take."""
    from casework.domain.codes.offices import Role
    from casework.interfaces.demo.city import is_held
    from casework.interfaces.demo.office_staff import OfficeStaff, office_staff

    if not is_held(place.casework):
        return ""
    rows = office_staff(place.casework)
    accounts = {row.role: row.account for row in rows}
    print_rows(asked.language, OfficeStaff, rows)
    city, administrator = accounts[Role.CITY], accounts[Role.SYSTEM_ADMINISTRATOR]
    print_lines(
        asked.language.say(
            "以上账号均为虚构，没有密码，仅在演示中存在；--as 写账号即可办理。要试登录，先由管理员发放重设码：",
            "These people are invented and have no passwords; --as with an account is enough here. To try signing in:",
        ),
        f"  {command} account reset {city} --as {administrator}",
        f"  {command} account password {city} --code",
        f"  {command} account sign-in {city}",
    )
    return f" --as {city}"
