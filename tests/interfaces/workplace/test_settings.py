"""Settings are read once, and unsafe ones are refused before anything is opened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casework.interfaces.workplace.settings import Mode, SettingsError, UnsafeSettingError, read_settings
from tests.support.installations.command_line import CommandLine


def test_the_default_is_a_file_in_the_data_folder() -> None:
    """Database and keys lie together, the keys are made at first use."""
    settings = read_settings({})
    assert settings.database == "sqlite:///data/casework.sqlite"
    assert (settings.keys, settings.makes_keys) == (Path("data/casework.keys"), True)
    assert (settings.mode, settings.clock, settings.log_level) == (Mode.OFFICE, None, "warning")
    assert settings.sweep_every == timedelta(minutes=1)


def test_the_command_line_goes_before_the_environment() -> None:
    """And the environment before the default."""
    environment = {"CASEWORK_DATABASE_URL": "sqlite:///one.sqlite", "CASEWORK_HOME": "elsewhere"}
    assert read_settings(environment).database == "sqlite:///one.sqlite"
    assert read_settings(environment, database="sqlite:///two.sqlite").database == "sqlite:///two.sqlite"
    assert read_settings({"CASEWORK_HOME": "elsewhere"}).database == "sqlite:///elsewhere/casework.sqlite"


@pytest.mark.parametrize(
    "environment",
    [
        {"CASEWORK_DATABASE_URL": "postgresql://h/d"},
        {"CASEWORK_MODE": "production"},
        {"CASEWORK_MODE": "production", "CASEWORK_KEYS": "k", "CASEWORK_CLOCK": "2026-03-02"},
    ],
)
def test_unsafe_settings_are_refused(environment: dict[str, str]) -> None:
    """PostgreSQL and production need a key file; production has no clock but the real one."""
    with pytest.raises(UnsafeSettingError):
        read_settings(environment)


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("postgresql://casework:postgres@h/d", True),
        ("postgresql://casework:q7zt-mv3x-k@h/d", True),
        ("postgresql://casework:casework-q7zt-mv3x@h/d", True),
        ("postgresql://casework@h/d?password=password1234", True),
        ("postgresql://casework:pass%77ord1234@h/d", True),
        ("postgresql://casework:q7zt-mv3x-k9dw@h/d", False),
        ("postgresql://casework@h/d", False),
        ("sqlite:///password.sqlite", False),
    ],
)
def test_a_weak_password_of_the_database_is_refused_in_production(address: str, refused: bool) -> None:
    """A default, short or well-known one, or the user's name (ADR 0042); elsewhere it is the office's own affair."""
    environment = {"CASEWORK_KEYS": "k", "CASEWORK_DATABASE_URL": address}
    assert read_settings(environment).database == address
    if not refused:
        assert read_settings({**environment, "CASEWORK_MODE": "production"}).database == address
        return
    with pytest.raises(UnsafeSettingError) as found:
        read_settings({**environment, "CASEWORK_MODE": "production"})
    assert address.rpartition(":")[2] not in found.value.zh + found.value.en


def test_no_secret_stands_in_an_argument_in_production() -> None:
    """Everybody on the machine reads arguments; an address without a password may stand there (ADR 0042)."""
    production = {"CASEWORK_MODE": "production", "CASEWORK_KEYS": "k"}
    with pytest.raises(UnsafeSettingError):
        read_settings(production, database="postgresql://casework:q7zt-mv3x-k9dw@h/d")
    assert read_settings(production, database="postgresql://casework@h/d").mode is Mode.PRODUCTION


def test_faults_are_not_shown_in_production() -> None:
    """What a fault shows may be somebody's data; elsewhere whoever looks for it may see it (ADR 0042)."""
    with pytest.raises(UnsafeSettingError):
        read_settings({"CASEWORK_MODE": "production", "CASEWORK_KEYS": "k", "CASEWORK_DEBUG": "1"})
    assert read_settings({"CASEWORK_DEBUG": "1"}).mode is Mode.OFFICE


@pytest.mark.parametrize(
    "environment",
    [
        {"CASEWORK_MODE": "production", "CASEWORK_KEYS": "k"},
        {"CASEWORK_DATABASE_URL": "postgresql://h/d", "CASEWORK_KEYS": "k"},
    ],
)
def test_keys_are_never_made_on_the_way_there(environment: dict[str, str]) -> None:
    """A missing file is then an error and not a new one."""
    assert read_settings(environment).makes_keys is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CASEWORK_CLOCK", "soon"),
        ("CASEWORK_MODE", "play"),
        ("CASEWORK_LOG_LEVEL", "loud"),
        ("CASEWORK_LEDGER_ROWS", "0"),
        ("CASEWORK_TIMEOUT_SECONDS", "soon"),
        ("CASEWORK_LEDGER_CPU_SECONDS", "two"),
        ("CASEWORK_DATABASE_URL", "mysql://h/d"),
        ("CASEWORK_DATABASE_URL", "sqlite:///"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, value: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(SettingsError):
        read_settings({name: value})


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-02T09:00:00+08:00", datetime(2026, 3, 2, 1, tzinfo=UTC)),
        ("2026-03-02T09:00", datetime(2026, 3, 2, 1, tzinfo=UTC)),
        ("2026-03-02", datetime(2026, 3, 1, 16, tzinfo=UTC)),
        ("2026-03-02T01:00Z", datetime(2026, 3, 2, 1, tzinfo=UTC)),
    ],
)
def test_a_time_without_zone_is_one_of_shanghai(text: str, moment: datetime) -> None:
    """A bare date is the start of that day."""
    assert read_settings({"CASEWORK_CLOCK": text}).clock == moment


def test_the_limits_of_ledgers_are_settings() -> None:
    """1.5 GiB, 120 s and 300,000 rows unless said otherwise."""
    limits = read_settings({}).limits
    assert (limits.memory_bytes, limits.cpu_seconds, limits.rows_per_sheet) == (1536 * 1024**2, 120, 300_000)
    assert read_settings({"CASEWORK_LEDGER_ROWS": "10"}).limits.rows_per_sheet == 10


def test_the_database_is_waited_for_as_long_as_the_setting_says() -> None:
    """Fifteen seconds unless said otherwise."""
    assert read_settings({}).patience.seconds == 15
    assert read_settings({"CASEWORK_TIMEOUT_SECONDS": "4"}).patience.seconds == 4


def test_first_use_makes_database_and_keys_for_their_owner_only(tmp_path: Path) -> None:
    """In a folder that is made too."""
    command_line = CommandLine("sqlite:///unused", tmp_path)
    home = str(tmp_path / "home")
    told = {"CASEWORK_DATABASE_URL": None, "CASEWORK_KEYS": None, "CASEWORK_HOME": home}
    command_line.say("migrate", **told)
    result = command_line.run("list", "--json", **told)
    assert (result.exit_code, result.stdout) == (0, "[]\n"), result.stderr
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    for name in ("casework.sqlite", "casework.keys"):
        assert (tmp_path / "home" / name).stat().st_mode & 0o777 == 0o600


def test_other_keys_do_not_open_a_database(command_line: CommandLine, tmp_path: Path) -> None:
    """The sentence says so; nothing is made anew."""
    result = command_line.run("list", CASEWORK_KEYS=str(tmp_path / "other.keys"))
    assert result.exit_code == 1
    assert "密钥" in result.stderr


def test_postgres_without_keys_is_refused(tmp_path: Path) -> None:
    """Before anything is opened."""
    command_line = CommandLine("postgresql://nobody@127.0.0.1:1/none", tmp_path)
    result = command_line.run("list", CASEWORK_KEYS=None)
    assert (result.exit_code, "CASEWORK_KEYS" in result.stderr) == (1, True)


def test_the_clock_of_a_demonstration_is_refused_in_production(command_line: CommandLine) -> None:
    """Exit code 1."""
    assert "CASEWORK_CLOCK" in command_line.run("list", CASEWORK_MODE="production").stderr
    assert command_line.run("list", CASEWORK_MODE="production").exit_code == 1
    real = {"CASEWORK_DATABASE_URL": f"sqlite:///{command_line.folder / 'real.sqlite'}", "CASEWORK_CLOCK": None}
    assert command_line.run("migrate", CASEWORK_MODE="production", **real).exit_code == 0
    assert command_line.run("list", CASEWORK_MODE="production", **real).exit_code == 0


def test_the_language_is_chosen(command_line: CommandLine) -> None:
    """Chinese unless said otherwise: by variable, before or after the command."""
    assert "共 2 户" in command_line.say("list")
    assert "2 households" in command_line.say("list", "--lang", "en")
    assert "2 households" in command_line.say("--lang", "en", "list")
    assert "2 households" in command_line.say("list", CASEWORK_LANG="en")
    assert command_line.run("list", CASEWORK_LANG="fr").exit_code == 2


def test_the_database_is_named_before_or_after_the_command(command_line: CommandLine) -> None:
    """Either way it goes before the environment's."""
    for words in (
        ("--database", command_line.url, "list", "--json"),
        ("list", "--json", "--database", command_line.url),
    ):
        assert "0101" in command_line.say(*words, CASEWORK_DATABASE_URL="sqlite:///nowhere/at/all")
