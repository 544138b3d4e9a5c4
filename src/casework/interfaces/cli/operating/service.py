"""The processes that stay: a follower, a scheduler, or both in one, until a signal says stop."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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


@click.command(
    "follow",
    help="持续更新统计表，直到被终止\n\nKeep the read models up to date until it is stopped.",
)
@unsigned
def follow_command(asked: Asked) -> None:
    _serve(asked, follows=True, sweeps=False)


@click.command(
    "schedule",
    help="持续巡检，直到被终止\n\nSweep every minute and judge by time every day, until it is stopped.",
)
@unsigned
def schedule_command(asked: Asked) -> None:
    _serve(asked, follows=False, sweeps=True)


@click.command(
    "serve",
    help="运行：更新统计表并巡检，直到被终止（Ctrl-C）\n\nRun everything in one process until it is stopped (Ctrl-C).",
)
@unsigned
def serve_command(asked: Asked) -> None:
    _serve(asked, follows=True, sweeps=True)


def _serve(asked: Asked, *, follows: bool, sweeps: bool) -> None:
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
        if not asked.json:
            _print_greeting(asked, place)
        code = serve(
            place.casework,
            reading.engine,
            catch_up=reading.catch_up,
            duties=scheduled_duties(sweep_every=settings.sweep_every) if sweeps else (),
            follow_every=settings.follow_every if follows else None,
            stop=stop,
        )
    if code:
        sys.exit(code)


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


def _print_greeting(asked: Asked, place: Workplace) -> None:
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
