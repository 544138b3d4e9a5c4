"""What commands on accounts are given: somebody's name and telephone, an account, whether a password is chosen."""

from __future__ import annotations

import sys

import rich_click as click

from casework.interfaces.cli.parameters import STDIN, NameType, WrongValueError
from casework.interfaces.workplace.settings import Mode

ACCOUNT = click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
NAME = click.argument(
    "name",
    metavar="NAME",
    type=NameType(),
    required=True,
    help="姓名（加密保存；- 从标准输入读） name, kept sealed; - reads stdin",
)
TELEPHONE = click.option(
    "--telephone", type=NameType(), metavar="TEXT", default="", help="电话（加密保存） telephone, kept sealed"
)
PASSWORD = click.option(
    "--password",
    "chooses",
    is_flag=True,
    help="同时设置登录密码（在终端中询问，或从标准输入读一行） choose a password for signing in: asked for, or a line of stdin",
)


def read_argument(said: str) -> str:
    """The argument, or a line of standard input where `-` was said, so that it stands in no list of processes."""
    return sys.stdin.readline().strip() if said == STDIN else said


def refuse_without_password(mode: Mode, chooses: bool) -> None:
    """In production no account begins without a password. Raises WrongValueError."""
    if mode is Mode.PRODUCTION and not chooses:
        raise WrongValueError(
            zh="生产模式下启用账号须同时设置密码：加 --password",
            en="In production mode an account is activated with a password: add --password",
        )
