"""The keys of the installation (ADR 0003, 0042)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.errors import RefusedError
from casework.interfaces.cli.options import unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import AFTER_KEYS, AFTER_ROTATION
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.settings import Mode, read_settings
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.log.setup.key_status import KeyStatus
    from casework.interfaces.wording.language import Language


class UnsoundKeysError(RefusedError):
    """Something about the keys is not as it must be; it is listed."""

    zh = "密钥不符合要求：请运行 casework keys status，按列出的说明处理"
    en = "The keys are not as they must be: casework keys status lists what to put right"


class KeysFromCommandError(RefusedError):
    """The keys come from a command, into which nothing can be written."""

    zh = "密钥由 CASEWORK_KEYS_COMMAND 给出，无法写入：请先存入密钥文件并用 CASEWORK_KEYS 指明，更换后再放回"
    en = (
        "The keys come from CASEWORK_KEYS_COMMAND, where nothing can be written: put them into a key file, name it in "
        "CASEWORK_KEYS, rotate, and put them back"
    )


SUITE = click.option(
    "--suite",
    type=click.Choice(["aes-sha", "sm4-sm3"]),
    default="aes-sha",
    help="密码算法：aes-sha 国际算法，sm4-sm3 国密算法；生成后不能更换 by which ciphers; for good",
)
"""By which ciphers and hashes the installation seals; chosen once, as people are looked up by it."""


@click.group("keys", help="密钥\n\nThe key file.")
def keys_group() -> None:
    """Group what is done with keys."""


@keys_group.command(
    "init",
    help="生成密钥文件（仅所有者可读）；请另行备份：丢失后个人信息无法恢复\n\n"
    "Make a key file that only its owner can read. Keep a copy apart: without it personal data are lost.",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE", help="新文件 the new file")
@SUITE
@unsigned
def keys_init_command(asked: Asked, file: Path, suite: str) -> None:
    from casework.application.log.encoding.keys import KeyRing
    from casework.application.log.encoding.suites import Suite

    KeyRing.create(file, Suite(suite))
    if asked.json:
        print_json({"file": str(file), "suite": suite} | next_step(AFTER_KEYS))
    else:
        print_lines(asked.language.say(f"密钥文件已生成：{file}", f"The key file was made: {file}"))
        print_next(asked.language, AFTER_KEYS)


@keys_group.command(
    "status",
    help="密钥情况：位置、保护的个人信息密钥数、多久未更换、是否安全（从不显示密钥本身）\n\n"
    "Where the keys are, how many data keys they wrap, how old they are, and whether they are sound; never a key itself. "
    "The exit code is 1 when they are not.",
)
@unsigned
def keys_status_command(asked: Asked) -> None:
    """Tell how the keys stand; raises UnsoundKeysError when something has to be put right."""
    from casework.application.log.records.checks import Check
    from casework.application.log.setup.key_status import key_status
    from casework.interfaces.workplace.bootstrap import is_begun

    settings = read_settings(database=asked.database)
    found = key_status(
        settings.key_file,
        settings.keys_command,
        settings.database if is_begun(settings) else None,
        may_be_published=settings.mode is not Mode.PRODUCTION,
    )
    if asked.json:
        print_json(found)
    else:
        print_lines(*_sentences(asked.language, found))
        print_rows(asked.language, Check, found.checks)
        for each in found.checks:
            if each.mend:
                print_lines(asked.language.say(f"处理 {each.name}：{each.mend}", f"To mend {each.name}: {each.mend}"))
    if not found.is_sound:
        raise UnsoundKeysError


@keys_group.command(
    "rotate",
    help="更换主密钥：所有个人信息密钥改由新的主密钥保护；中断后再次运行即可完成，运行中的程序不受影响\n\n"
    "Replace the key-encryption key: all data keys are wrapped anew, all or none. Run it again if it broke off; programs "
    "that run meanwhile go on.",
)
@unsigned
def keys_rotate_command(asked: Asked) -> None:
    """Rotate where the keys are sound; raises UnsoundKeysError, NothingHereError, or KeysError for a command's keys."""
    from casework.application.log.setup.key_status import key_status
    from casework.application.log.setup.rotation import rotate
    from casework.interfaces.workplace.bootstrap import NothingHereError, is_begun

    settings = read_settings(database=asked.database)
    file = settings.key_file
    if file is None:
        raise KeysFromCommandError
    if not is_begun(settings):
        raise NothingHereError(settings)
    if not key_status(file, None, settings.database, may_be_published=True).may_rotate:
        raise UnsoundKeysError
    ring, rewrapped = rotate(file, settings.database)
    if asked.json:
        print_json({"kek": ring.kek, "rewrapped": rewrapped} | next_step(AFTER_ROTATION))
        return
    print_lines(
        asked.language.say(
            f"主密钥已更换为 {ring.kek}，改由它保护的数据密钥 {rewrapped} 个；此前的数据库备份仍需此前的密钥文件",
            f"The key-encryption key is {ring.kek} now, {rewrapped} data keys were wrapped anew; earlier backups of the "
            "database need the earlier key file",
        )
    )
    print_next(asked.language, AFTER_ROTATION)


def _sentences(language: Language, found: KeyStatus) -> Iterator[str]:
    yield language.say(f"密钥：{found.place}", f"Keys: {found.place}")
    if found.kek:
        yield language.say(f"主密钥：{found.kek}", f"Key-encryption key: {found.kek}")
        yield language.say(f"密码算法：{found.suite}", f"Ciphers: {found.suite}")
    if found.written_on:
        yield language.say(
            f"写入日期：{found.written_on}（{found.days} 天前）",
            f"Written on: {found.written_on} ({found.days} days ago)",
        )
    for each in found.wrapped:
        yield language.say(
            f"数据密钥（由 {each.kek} 保护）：户 {each.households} 个，成员 {each.members} 个",
            f"Data keys wrapped by {each.kek}: {each.households} of households, {each.members} of members",
        )
