"""The settings of one process: read once from the environment and the command line, passed on as values."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from casework.application.ledgers.files.limits import MEBIBYTE, ReadingLimits
from casework.application.log.encoding.key_command import KEYS_COMMAND
from casework.application.log.records.addresses import password_in
from casework.application.log.records.erasures import SUFFIX
from casework.application.log.records.patience import USUAL, Patience
from casework.domain.authentication.passwords import WeakPasswordError, normalised, refuse_weak_password
from casework.domain.authentication.tokens import IDLE, LONGEST_SESSION, SessionTerms
from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.errors import RefusedError, WronglyAskedError
from casework.interfaces.wording.moments import moment_in
from casework.interfaces.workplace.invocation import DEBUG_VARIABLE

E = TypeVar("E", bound=StrEnum)

SQLITE = "sqlite:///"
POSTGRES = ("postgresql://", "postgres://")
TOKEN_FILE, TOKEN_COMMAND = "CASEWORK_TOKEN_FILE", "CASEWORK_TOKEN_COMMAND"
SIGN_ON_ISSUER, SIGN_ON_CLIENT = "CASEWORK_SIGN_ON_ISSUER", "CASEWORK_SIGN_ON_CLIENT"
HOME, DEMO_HOME = "data", "demo-data"
LOG_LEVELS = ("debug", "info", "warning", "error", "critical")


class SettingsError(WronglyAskedError):
    """A setting cannot be read; nothing was opened."""

    def __init__(self, name: str, *, zh: str, en: str) -> None:
        self.name = name
        self.zh = f"{name}：{zh}"
        self.en = f"{name}: {en}"


class UnsafeSettingError(RefusedError):
    """A setting that this mode of operation does not allow; nothing was opened."""

    def __init__(self, *, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en


class Mode(StrEnum):
    """What the installation is for: showing, an office's own machine, or production."""

    DEMO = "demo"
    OFFICE = "office"
    PRODUCTION = "production"


class SignOnSettings(Struct, frozen=True, kw_only=True):
    """
    Where the unified sign-on is and by what it knows casework, the file of the secret, None for a public client.

    `max_age`: so long ago at most may somebody have signed in there; None for any time.
    """

    issuer: str
    client_id: str
    secret_file: Path | None = None
    max_age: timedelta | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """
    Everything that may differ between two installations.

    `keys` is the key file; with `makes_keys` it is made at first use (a SQLite file outside production), and with a
    `keys_command` that tells the keys there is none. `erasures` is the list of who was erased, beside the key file unless
    it is named. `clock` is the moment that stands in for the database's clock, None for the real one. `sweep_every` is how
    often the scheduler wakes, `follow_every` how often a follower looks for news; `patience` is how long the database is
    waited for; `token_file` holds the token of whoever acts, or the `token_command` tells it; `sessions` is how long these
    go on; `activation_page` takes the codes of invitations, None while there is none;
    `sign_on` is the unified sign-on, None where there is none; `http` is where the HTTP interface listens, `off` for
    nowhere, blank for the usual address; `command` is how the user calls the program.
    """

    database: str
    keys: Path
    makes_keys: bool = False
    keys_command: str | None = None
    erasures: Path | None = None
    clock: datetime | None = None
    mode: Mode = Mode.OFFICE
    log_level: str = "warning"
    sweep_every: timedelta = timedelta(minutes=1)
    follow_every: timedelta = timedelta(milliseconds=100)
    patience: Patience = USUAL
    token_file: Path | None = None
    token_command: str | None = None
    sessions: SessionTerms = SessionTerms()
    activation_page: str | None = None
    sign_on: SignOnSettings | None = None
    limits: ReadingLimits = ReadingLimits()
    http: str = ""
    command: str = "casework"

    @property
    def key_file(self) -> Path | None:
        """The file of the keys; None where a command tells them."""
        return None if self.keys_command else self.keys

    @property
    def sqlite_file(self) -> Path | None:
        """The database's file; None on PostgreSQL."""
        return Path(self.database.removeprefix(SQLITE)) if self.database.startswith(SQLITE) else None


def read_settings(environment: Mapping[str, str] = os.environ, *, database: str | None = None) -> Settings:
    """
    The settings of the environment; `database` is what the command line says.

    Without a URL the database is `casework.sqlite` in CASEWORK_HOME, by default the folder `data` where the program
    is started; a demonstration has a folder of its own.

    Raises:
        SettingsError: A value cannot be read.
        UnsafeSettingError: A given clock, keys made on the way, a weak password of the database, one in an argument, or the
            showing of faults, in production; no key file for PostgreSQL.
    """
    mode = _word(environment, "CASEWORK_MODE", Mode, Mode.OFFICE)
    home = Path(environment.get("CASEWORK_HOME") or (DEMO_HOME if mode is Mode.DEMO else HOME))
    url = database or environment.get("CASEWORK_DATABASE_URL") or f"{SQLITE}{home / 'casework.sqlite'}"
    if not (url.startswith(POSTGRES) or (url.startswith(SQLITE) and len(url) > len(SQLITE))):
        raise SettingsError(
            "--database", zh="应写作 sqlite:///文件 或 postgresql://…", en="it reads sqlite:///FILE or postgresql://…"
        )
    if mode is Mode.PRODUCTION:
        _refuse_shown_secrets(environment, url, database)
    keys, makes_keys = _keys(environment, url, mode)
    return Settings(
        database=url,
        keys=keys,
        makes_keys=makes_keys,
        keys_command=environment.get(KEYS_COMMAND) or None,
        erasures=_erasures(environment, keys),
        clock=_clock(environment, mode),
        mode=mode,
        http=environment.get("CASEWORK_HTTP") or "",
        command=environment.get("CASEWORK_COMMAND") or "casework",
        log_level=_log_level(environment),
        sweep_every=timedelta(seconds=_number(environment, "CASEWORK_SWEEP_SECONDS", 60)),
        patience=Patience(seconds=_number(environment, "CASEWORK_TIMEOUT_SECONDS", round(USUAL.seconds))),
        token_file=Path(token) if (token := environment.get(TOKEN_FILE)) else None,
        token_command=environment.get(TOKEN_COMMAND) or None,
        sessions=SessionTerms(
            second_factors=mode is Mode.PRODUCTION,
            idle=timedelta(minutes=_number(environment, "CASEWORK_SESSION_IDLE_MINUTES", IDLE // timedelta(minutes=1))),
            longest=timedelta(
                hours=_number(environment, "CASEWORK_SESSION_HOURS", LONGEST_SESSION // timedelta(hours=1))
            ),
        ),
        activation_page=_page(environment, "CASEWORK_ACTIVATION_PAGE"),
        sign_on=_sign_on(environment),
        limits=ReadingLimits(
            memory_bytes=_number(environment, "CASEWORK_LEDGER_MEMORY_MIB", 1536) * MEBIBYTE,
            cpu_seconds=_number(environment, "CASEWORK_LEDGER_CPU_SECONDS", 120),
            rows_per_sheet=_number(environment, "CASEWORK_LEDGER_ROWS", 300_000),
        ),
    )


def _sign_on(environment: Mapping[str, str]) -> SignOnSettings | None:
    issuer, client = (environment.get(name) or "" for name in (SIGN_ON_ISSUER, SIGN_ON_CLIENT))
    if bool(issuer) is not bool(client):
        raise SettingsError(
            SIGN_ON_CLIENT if issuer else SIGN_ON_ISSUER,
            zh=f"{SIGN_ON_ISSUER} 与 {SIGN_ON_CLIENT} 须一起设置",
            en=f"{SIGN_ON_ISSUER} and {SIGN_ON_CLIENT} go together",
        )
    if not issuer:
        return None
    file, minutes = environment.get("CASEWORK_SIGN_ON_SECRET_FILE"), "CASEWORK_SIGN_ON_MAX_AGE_MINUTES"
    return SignOnSettings(
        issuer=issuer,
        client_id=client,
        secret_file=Path(file) if file else None,
        max_age=timedelta(minutes=_number(environment, minutes, 1)) if environment.get(minutes) else None,
    )


def _refuse_shown_secrets(environment: Mapping[str, str], url: str, database: str | None) -> None:
    """In production no secret stands where others read it, and the database's password is none that is tried first (ADR 0042)."""
    if environment.get(DEBUG_VARIABLE):
        raise UnsafeSettingError(
            zh=f"生产模式不允许使用 {DEBUG_VARIABLE}：故障详情可能含有个人信息",
            en=f"{DEBUG_VARIABLE} is refused in production mode: what a fault shows may be personal data",
        )
    if database and password_in(database):
        raise UnsafeSettingError(
            zh="生产模式下命令参数中不得写数据库密码（同机的人都能看到）：请用 CASEWORK_DATABASE_URL 或 .pgpass",
            en="In production no argument holds the database's password, which everybody on the machine can read: use "
            "CASEWORK_DATABASE_URL or .pgpass",
        )
    if found := password_in(url):
        user, password = found
        try:
            refuse_weak_password(normalised(password), number=user, name="", telephone="")
        except WeakPasswordError as weak:
            raise UnsafeSettingError(zh=f"数据库的{weak.zh}", en=f"Of the database: {weak.en}") from None


def _keys(environment: Mapping[str, str], url: str, mode: Mode) -> tuple[Path, bool]:
    given = environment.get("CASEWORK_KEYS")
    if environment.get(KEYS_COMMAND):
        if given:
            raise SettingsError(
                KEYS_COMMAND, zh="不能与 CASEWORK_KEYS 同时使用", en="it and CASEWORK_KEYS exclude each other"
            )
        return Path(), False
    if given:
        return Path(given), mode is not Mode.PRODUCTION and url.startswith(SQLITE)
    if mode is Mode.PRODUCTION or not url.startswith(SQLITE):
        raise UnsafeSettingError(
            zh="缺少 CASEWORK_KEYS（或 CASEWORK_KEYS_COMMAND）：PostgreSQL 和生产模式必须指定密钥文件（可用 casework keys init 文件 生成）",
            en="CASEWORK_KEYS (or CASEWORK_KEYS_COMMAND) is missing: PostgreSQL and production mode need a key file "
            "(casework keys init FILE)",
        )
    return Path(url.removeprefix(SQLITE)).with_suffix(".keys"), True


def _erasures(environment: Mapping[str, str], keys: Path) -> Path | None:
    if given := environment.get("CASEWORK_ERASURES"):
        return Path(given)
    return None if environment.get(KEYS_COMMAND) else keys.with_name(keys.name + SUFFIX)


def _clock(environment: Mapping[str, str], mode: Mode) -> datetime | None:
    clock = given_clock(environment)
    if clock is not None and mode is Mode.PRODUCTION:
        raise UnsafeSettingError(
            zh="生产模式不允许使用 CASEWORK_CLOCK", en="CASEWORK_CLOCK is refused in production mode"
        )
    return clock


def given_clock(environment: Mapping[str, str]) -> datetime | None:
    """The moment that stands in for the clock; None for the real time. Raises SettingsError."""
    text = environment.get("CASEWORK_CLOCK")
    if not text:
        return None
    try:
        return moment_in(text, SHANGHAI)
    except ValueError:
        raise SettingsError(
            "CASEWORK_CLOCK",
            zh="应为 ISO 8601 时间，如 2026-03-02T09:00+08:00",
            en="it is no ISO 8601 time such as 2026-03-02T09:00+08:00",
        ) from None


def _log_level(environment: Mapping[str, str]) -> str:
    level = (environment.get("CASEWORK_LOG_LEVEL") or "warning").lower()
    if level not in LOG_LEVELS:
        words = ", ".join(LOG_LEVELS)
        raise SettingsError("CASEWORK_LOG_LEVEL", zh=f"可用：{words}", en=f"it is one of {words}")
    return level


def _word(environment: Mapping[str, str], name: str, words: type[E], default: E) -> E:
    text = environment.get(name)
    if not text:
        return default
    try:
        return words(text.lower())
    except ValueError:
        known = ", ".join(words)
        raise SettingsError(name, zh=f"可用：{known}", en=f"it is one of {known}") from None


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise SettingsError(name, zh="应为正整数", en="it is a whole number above 0")
    return int(text)


def _page(environment: Mapping[str, str], name: str) -> str | None:
    """The address of a page: codes are sent to it, so that nothing but TLS will do."""
    text = environment.get(name)
    if text and not re.fullmatch(r"https://[^\s#?]+", text):
        raise SettingsError(name, zh="应写作 https://…，不含 # 和 ?", en="it reads https://…, without # and without ?")
    return text or None
