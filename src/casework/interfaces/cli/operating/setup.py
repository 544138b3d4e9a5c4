"""Beginning real work: a folder for the data, the keys apart from it, and the settings that lead to both."""

from __future__ import annotations

import shlex
from pathlib import Path

import rich_click as click
from msgspec import Struct

from casework.domain.errors import RefusedError
from casework.interfaces.cli.operating.keys import SUITE
from casework.interfaces.cli.options import unsigned
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.settings import HOME, Mode, read_settings

SETTINGS_FILE = "casework.env"


class AlreadySetUpError(RefusedError):
    """Something stands where a new installation was to begin; nothing was touched."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.zh = f"{path} 已经存在，未做任何改动：请另选一个文件夹"
        self.en = f"{path} is there already, and nothing was touched: choose another folder"


class Installation(Struct, frozen=True, kw_only=True):
    """Where the parts of a new installation lie."""

    folder: Path
    keys: Path
    mode: Mode
    database: str
    county: str | None

    @property
    def settings(self) -> Path:
        """The file that leads to them."""
        return self.folder / SETTINGS_FILE

    def as_shell(self) -> str:
        """The settings as a shell reads them."""
        variables = {
            "CASEWORK_HOME": str(self.folder),
            "CASEWORK_DATABASE_URL": self.database,
            "CASEWORK_KEYS": str(self.keys),
            "CASEWORK_MODE": str(self.mode),
            **({"CASEWORK_COUNTY": self.county} if self.county else {}),
        }
        lines = (f"export {name}={shlex.quote(value)}" for name, value in variables.items())
        return "\n".join(("# casework setup", "unset CASEWORK_CLOCK", *lines, ""))

    def backup(self) -> str:
        """The line that makes a copy of the data, also while casework runs."""
        if self.database.startswith("sqlite"):
            file = shlex.quote(str(self.folder / "casework.sqlite"))
            return f"sqlite3 {file} \".backup '/BACKUP/casework-$(date +%F).sqlite'\""
        return 'pg_dump --format=custom --file="/BACKUP/casework-$(date +%F).dump" "$CASEWORK_DATABASE_URL"'


@click.command(
    "setup",
    help="开始使用：建立数据文件夹、另外存放的密钥文件和设置文件；已有的内容不会改动\n\n"
    "Begin real work: make a folder for the data, a key file apart from it, and the file of settings that leads to both; "
    "what is there already is left alone.",
)
@click.argument(
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=HOME,
    metavar="[FOLDER]",
    help="新文件夹 the new folder",
)
@click.option(
    "--keys",
    type=click.Path(path_type=Path, dir_okay=False),
    help="密钥文件的位置，默认在数据文件夹之外 where the key file is to lie; by default outside the folder",
)
@click.option(
    "--mode",
    type=click.Choice([Mode.OFFICE.value, Mode.PRODUCTION.value]),
    default=Mode.OFFICE.value,
    help="用途 what it is for",
)
@click.option("--county", help="本县区的六位区划代码 the six-digit code of the county")
@SUITE
@unsigned
def setup_command(asked: Asked, folder: Path, keys: Path | None, mode: str, county: str | None, suite: str) -> None:
    from casework.domain.divisions.codes import full_code

    folder = folder.absolute()
    made = Installation(
        folder=folder,
        keys=(keys or folder.parent / f"{folder.name}-keys" / "casework.keys").absolute(),
        mode=Mode(mode),
        database=asked.database or f"sqlite:///{folder / 'casework.sqlite'}",
        county=county and full_code(county)[:6],
    )
    make(made, suite)
    if asked.json:
        print_json({"folder": str(made.folder), "keys": str(made.keys), "settings": str(made.settings)})
    else:
        _tell(asked, made)


def make(made: Installation, suite: str) -> None:
    """
    Make the parts, the keys for these ciphers (`Suite`): nothing when one of them is there already.

    Raises:
        AlreadySetUpError: Something lies there.
        DatabaseUnusableError, KeysError: The database was begun by others, or cannot be made.
    """
    from casework.application.log.encoding.keys import KeyRing
    from casework.application.log.encoding.suites import Suite
    from casework.interfaces.workplace.bootstrap import open_workplace

    for path in (made.folder / "casework.sqlite", made.settings, made.keys):
        if path.exists():
            raise AlreadySetUpError(path)
    made.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made.keys.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    KeyRing.create(made.keys, Suite(suite))
    variables = {"CASEWORK_KEYS": str(made.keys), "CASEWORK_MODE": str(made.mode)}
    with open_workplace(read_settings(variables, database=made.database)):
        pass
    made.settings.touch(mode=0o600)
    made.settings.write_text(made.as_shell(), encoding="utf-8")


def _first_steps(asked: Asked, made: Installation, command: str) -> list[str]:
    """What is typed before anybody else works: with real accounts alone the first administrator comes first."""
    say = asked.language.say
    divisions = say(f"  {command} import --divisions 区划表.csv", f"  {command} import --divisions DIVISIONS.csv")
    if made.mode is Mode.PRODUCTION:
        first = say(
            f"  {command} account init 姓名 --region 市代码 --password",
            f"  {command} account init NAME --region CITY --password",
        )
        return [first, divisions]
    return [f"{divisions} {say('台账.xlsx --as 姓名', 'LEDGER.xlsx --as NAME')}"]


def _tell(asked: Asked, made: Installation) -> None:
    say, command = asked.language.say, read_settings().command
    where = made.database if made.database.startswith("sqlite") else "PostgreSQL"
    print_lines(
        say(f"数据：{where}", f"Data: {where}"),
        say(
            f"密钥：{made.keys}（请立即另存一份，与数据分开保管：丢失后个人信息无法恢复）",
            f"Keys: {made.keys} (copy them now and keep them apart from the data: without them personal data are lost)",
        ),
        say("每次使用前（可写入 ~/.profile）：", "Before each use (or in ~/.profile):"),
        f"  . {shlex.quote(str(made.settings))}",
        say("每天备份（把 /BACKUP 换成另一块磁盘）：", "Back up each day (/BACKUP stands for another disk):"),
        f"  {made.backup()}",
        say("接下来：", "Next:"),
        f"  {command} doctor",
        *_first_steps(asked, made, command),
        f"  {command} serve",
    )
