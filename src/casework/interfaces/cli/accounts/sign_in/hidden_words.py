"""Words that nobody may look at: asked for at a terminal without showing them, or read from stdin, never an argument."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from casework.interfaces.cli.parameters import WrongValueError
from casework.interfaces.wording.language import Language

if TYPE_CHECKING:
    from casework.application.authentication.proofs import Shown

MACHINE: Final = "user of this machine "
"""Whoever types at the machine itself comes from here, by the number of its user."""


def hidden(language: Language, zh: str, en: str, *, twice: bool = False) -> str:
    """What is typed without being shown, asked for `twice` where a slip would cost; elsewhere the next line of stdin."""
    if not sys.stdin.isatty():
        said = sys.stdin.readline().rstrip("\r\n")
    else:
        again = language.say(f"再输入一次{zh}", f"{en} once more") if twice else False
        said = click.prompt(language.say(zh, en), hide_input=True, confirmation_prompt=again, err=True)
    if not said:
        raise WrongValueError(zh=f"没有读到{zh}", en=f"Nothing was read as the {en}")
    return said


def optional(language: Language, zh: str, en: str) -> str:
    """What is typed without being shown, or nothing; elsewhere the next line of stdin, if there is one."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    asked = language.say(f"{zh}（没有则回车）", f"{en} (Enter without one)")
    said: str = click.prompt(asked, hide_input=True, default="", show_default=False, err=True)
    return said


def shown(language: Language, account: str, *, by_code: bool = False) -> Shown:
    """
    What an account shows of itself: its password, or an administrator's code, and the code where it has a second factor.
    """
    from casework.application.authentication.proofs import Shown

    first = ("重设码", "administrator's code") if by_code else ("密码", "password")
    password = hidden(language, *first)
    code = optional(language, "动态验证码或恢复码", "code of the telephone, or a recovery code")
    return Shown(account=account, password=password, code=code, source=f"{MACHINE}{os.getuid()}")


def new_password(language: Language) -> str:
    """A password that is chosen now."""
    return hidden(language, "新密码", "new password", twice=True)
