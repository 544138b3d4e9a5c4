"""The main job once in the terminal, in fast motion, on people who cannot be real (the issue, 9)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rich_click as click
from msgspec.structs import replace

import casework
from casework.domain.errors import RefusedError
from casework.interfaces.cli.options import unsigned
from casework.interfaces.cli.output import print_lines, print_next
from casework.interfaces.wording.next_steps import AFTER_DEMO
from casework.interfaces.workplace.console import console
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.settings import Mode, Settings, UnsafeSettingError, read_settings


class ExamplesMissingError(RefusedError):
    """The example city is part of the source tree, and this is an installation without it."""

    zh = "找不到示例城市（examples 文件夹）：请在源代码目录中运行"
    en = "The example city (folder examples) is not here: run it from the source tree"


class NotEmptyError(RefusedError):
    """The demo moves the clock and must not touch anybody's real data."""

    zh = "该数据库已有记录：演示只能用空数据库，请另指定一个"
    en = "This database holds facts already: the demo needs an empty one"


@click.command(
    "demo",
    help="演示：导入示例城市，快进八周，显示结果；默认使用临时数据库\n\n"
    "Import the example city, let eight weeks pass, and show what came of it; on a database that is then gone, "
    "unless one is named.",
)
@unsigned
def demo_command(asked: Asked) -> None:
    folder = examples()
    from casework.application.writing.casework import Casework
    from casework.application.writing.clock import GivenClock
    from casework.interfaces.demo.stage import show
    from casework.interfaces.demo.story import BEGAN, Story
    from casework.interfaces.workplace.bootstrap import open_workplace
    from casework.interfaces.workplace.read_models import Reading

    with _settings(asked) as settings, open_workplace(replace(settings, clock=BEGAN)) as place:
        log = place.casework.log
        if log.last_position():
            raise NotEmptyError
        clock = GivenClock(BEGAN, runs_on=False)
        office = Casework(log, keys=place.casework.keys, clock=clock, rules=place.books.built_in)
        reading = Reading(settings, log, office.books)
        try:
            with console(stderr=True).status("…") as status:
                report = Story(office, reading.engine, clock, folder).tell(
                    lambda day, days: status.update(asked.language.say(f"第 {day}/{days} 天", f"day {day} of {days}"))
                )
            show(console(), office, reading.engine, report, asked.language)
        finally:
            reading.close()
        if asked.database:
            print_lines(asked.language.say("数据保留在指定的数据库中", "The data stay in the database you named"))
        print_next(asked.language, AFTER_DEMO)


@contextmanager
def _settings(asked: Asked) -> Iterator[Settings]:
    with tempfile.TemporaryDirectory(prefix="casework-demo-") as folder:
        url = asked.database or f"sqlite:///{Path(folder) / 'demo.sqlite'}"
        settings = read_settings(database=url)
        if settings.mode is Mode.PRODUCTION:
            raise UnsafeSettingError(zh="生产模式下不能演示", en="The demo is refused in production mode")
        yield settings if asked.database else replace(settings, keys=Path(folder) / "demo.keys", makes_keys=True)


def examples() -> Path:
    """
    The folder of the example city.

    Raises:
        ExamplesMissingError: It is not part of this installation.
    """
    source = Path(casework.__file__ or "").resolve().parents[2] / "examples"
    for folder in (source, Path("examples").absolute()):
        if (folder / "ledger.xlsx").exists():
            return folder
    raise ExamplesMissingError
