"""The key file (ADR 0003)."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from casework.interfaces.cli.answers import next_step
from casework.interfaces.cli.options import asks
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.wording.next_steps import AFTER_KEYS
from casework.interfaces.workplace.invocation import Asked


@click.group("keys", help="密钥\n\nThe key file.")
def keys_group() -> None:
    """Group what is done with keys."""


@keys_group.command(
    "init",
    help="生成密钥文件（仅所有者可读）；请另行备份：丢失后个人信息无法恢复\n\n"
    "Make a key file that only its owner can read. Keep a copy apart: without it personal data are lost.",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE", help="新文件 the new file")
@asks
def keys_init_command(asked: Asked, file: Path) -> None:
    from casework.application.log.encoding.keys import KeyRing

    KeyRing.create(file)
    if asked.json:
        print_json({"file": str(file)} | next_step(AFTER_KEYS))
    else:
        print_lines(asked.language.say(f"密钥文件已生成：{file}", f"The key file was made: {file}"))
        print_next(asked.language, AFTER_KEYS)
