"""The one composition root: opens the log with its keys, clock and rules, and what reads and sweeps beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from copy import copy
from functools import cached_property, partial
from typing import TYPE_CHECKING
from uuid import UUID

from eventsourcing.persistence import PersistenceError

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import DatabaseUnusableError, KeysError, RecordedTime
from casework.application.log.setup.schema import schema_of
from casework.application.log.store import Log
from casework.application.rules.divisions import VillageChangesDone
from casework.application.writing.casework import Casework
from casework.application.writing.clock import Clock, DatabaseClock, GivenClock
from casework.domain.codes.rights import AccessChannel
from casework.domain.errors import CaseworkError, NotFoundError
from casework.domain.policy.rules import Rules
from casework.domain.rights.scope import Scope
from casework.domain.rules.built_in import built_in_rules
from casework.interfaces.workplace.log_lines import configure_logging
from casework.interfaces.workplace.progress import ProgressLine, no_progress_line
from casework.interfaces.workplace.settings import Mode, Settings

if TYPE_CHECKING:
    from casework.application.writing.rule_books import RuleBooks
    from casework.interfaces.workplace.read_models import Reading


class NothingHereError(NotFoundError):
    """There is no database where somebody means to read one; nothing was made."""

    def __init__(self, settings: Settings) -> None:
        where = settings.sqlite_file.absolute() if settings.sqlite_file else "PostgreSQL"
        begin = f"{settings.command} setup"
        self.zh = (
            f"此处没有数据库（{where}），未新建任何内容：请在原来的文件夹中运行，或用 CASEWORK_HOME、--database 指明；"
            f"新开始请运行 {begin}"
        )
        self.en = (
            f"There is no database here ({where}), and none was made: start in the folder of your work, or name it by "
            f"CASEWORK_HOME or --database; to begin anew run {begin}"
        )


def _nothing_is_recorded(household: UUID | None = None) -> None:
    """Where nobody reads, nothing is recorded of it."""


_NOTHING = Scope()
"""What somebody sees before they were asked who they are."""


class Workplace:
    """
    Everything one process works with; what only some commands need is made when it is first asked for.

    `scope` is how far whoever asks or acts here sees; nobody sees anything before they were asked. `note_reading` records
    that somebody reads, of a `household` where one is meant, before they see it.
    """

    def __init__(self, settings: Settings, casework: Casework) -> None:
        self.settings = settings
        self.casework = casework
        self.progress_line: ProgressLine = no_progress_line
        self.scope = _NOTHING
        self.note_reading: Callable[..., None] = _nothing_is_recorded
        self.carried_over = VillageChangesDone()
        self._opened = ExitStack()
        casework.carried = self._carried

    @property
    def rules(self) -> Rules:
        """The policies and the calendar that hold everywhere now."""
        return self.casework.rules

    @property
    def books(self) -> RuleBooks:
        """The rules of every division, now and at any earlier position of the log."""
        return self.casework.books

    @property
    def clock(self) -> Clock:
        """The clock by which everything at this workplace is recorded and judged."""
        return self.casework.clock

    @cached_property
    def reading(self) -> Reading:
        """The read models, brought to the end of the log once, with every household in the village that it belongs to."""
        from casework.interfaces.workplace.read_models import Reading

        reading = Reading(self.settings, self.casework.log, self.books, self.progress_line, self.casework.directories)
        self._opened.callback(reading.close)
        reading.catch_up()
        self._carry_over(reading)
        return reading

    def for_visitor(self, channel: AccessChannel) -> Workplace:
        """
        The same workplace for one of many who come at once through another way in: what they see and do is their own.

        Its lists are those that a follower keeps up to date.
        """
        theirs = copy(self)
        vars(theirs)["reading"] = self.reading.followed()
        theirs.casework = self.casework.through(channel)
        theirs.scope, theirs.note_reading = _NOTHING, _nothing_is_recorded
        return theirs

    def _carried(self, cadre: str) -> int:
        """How many open households are a cadre's, by everything recorded up to now."""
        self.reading.catch_up()
        return self.reading.workload.carried(cadre)

    def _carry_over(self, reading: Reading) -> None:
        """
        A list is right from the first minute of a change of divisions; where nothing can be written it is as it was.
        """
        from sqlalchemy.exc import DBAPIError

        from scheduler.duties.village_changes import carry_over_waiting

        with suppress(CaseworkError, PersistenceError, DBAPIError), self.progress_line() as tell:
            self.carried_over = carry_over_waiting(
                self.casework,
                reading.engine,
                catch_up=reading.catch_up,
                progress=lambda done: tell(f"已转入新村 {done} 户", f"{done} households carried over"),
            )

    def list_erasures(self) -> None:
        """Whoever was erased stands on the list outside the database. Raises ErasuresUndoneError, KeysError."""
        from casework.application.people.erasure_list import hold_to_list

        if self.settings.erasures is not None:
            hold_to_list(self.casework.log, self.settings.erasures)

    def note_clock(self) -> None:
        """What the real clock shows is remembered, for processes that start later under one that has jumped."""
        from scheduler.records.clock_marks import note_clock

        if "reading" in vars(self):
            note_clock(self.reading.engine, self.clock)

    def close(self) -> None:
        """End the connections of everything opened here, the log last."""
        self._opened.close()
        self.casework.log.close()


@contextmanager
def open_workplace(
    settings: Settings, *, runs_on: bool = False, may_begin: bool = True, restored: bool = False
) -> Iterator[Workplace]:
    """
    The workplace of these settings. `runs_on`: a given clock goes on from there.

    An empty database is set up first by whoever `may_begin` one; whoever only reads makes nothing. A `restored` one may
    hold people who were erased: nobody but who erases them again works on it.

    Raises:
        NothingHereError: There is no database, and it may not be begun.
        KeysError: The key file cannot be used, or the database was filled with other keys.
        SchemaOutdatedError, SchemaNewerError: The database belongs to another release.
        DatabaseUnusableError: It cannot be opened.
        ErasuresUndoneError: It holds people who were erased.
    """
    configure_logging(settings.log_level)
    if not may_begin and not is_begun(settings):
        raise NothingHereError(settings)
    workplace = assemble(settings, runs_on=runs_on)
    try:
        if not restored:
            workplace.list_erasures()
        yield workplace
    finally:
        workplace.close()


def assemble(settings: Settings, *, runs_on: bool) -> Workplace:
    """The parts put together; raises as `open_workplace` does."""
    make_folder(settings)
    keys = keys_of(settings)
    time = RecordedTime.GIVEN if settings.clock else RecordedTime.REAL
    again = partial(KeyRing.load, settings.keys) if settings.key_file else None
    log = Log.open(settings.database, keys, settings.patience, time=time, keys_again=again)
    clock = GivenClock(settings.clock, runs_on=runs_on) if settings.clock else DatabaseClock(log.now)
    rules = built_in_rules()
    return Workplace(settings, Casework(log, keys=keys, clock=clock, rules=rules))


def keys_of(settings: Settings) -> KeyRing:
    """
    The keys of the installation; a database that is there already never gets new ones.

    Raises:
        KeysError: The keys cannot be used, are gone while their database is there, or are published ones in production.
    """
    ring = _ring(settings)
    if settings.mode is Mode.PRODUCTION and ring.is_published:
        raise KeysError(
            zh="这套密钥在源代码中公开，生产模式不允许使用：请用 casework keys init 文件 生成自己的密钥",
            en="These keys are published with the source, and production mode refuses them: make your own by "
            "casework keys init FILE",
        )
    return ring


def _ring(settings: Settings) -> KeyRing:
    if settings.keys_command:
        return KeyRing.from_command(settings.keys_command)
    if not settings.makes_keys:
        return KeyRing.load(settings.keys)
    if not settings.keys.exists() and is_begun(settings):
        raise KeysError(
            zh=f"找不到密钥文件 {settings.keys}：该数据库只能用原来的密钥打开，请从备份中恢复该文件（或用 CASEWORK_KEYS 指明）",
            en=f"The key file {settings.keys} is gone: this database opens with its own keys alone. Bring the file back "
            "from its backup, or name it in CASEWORK_KEYS",
        )
    return KeyRing.load_or_create(settings.keys)


def is_begun(settings: Settings) -> bool:
    """Whether there is a database already; nothing is made to find out."""
    file = settings.sqlite_file
    return schema_of(settings.database) is not None if file is None else file.exists() and file.stat().st_size > 0


def make_folder(settings: Settings) -> None:
    """The default folder of a SQLite file is made, for its owner only; a folder that the user named must be there."""
    file = settings.sqlite_file
    if file is None or file.parent.is_dir():
        return
    if not file.parent.parent.is_dir():
        raise DatabaseUnusableError(
            zh=f"没有文件夹 {file.parent}，请先建立",
            en=f"There is no folder {file.parent} for the database file; make it first",
        )
    file.parent.mkdir(mode=0o700, exist_ok=True)
