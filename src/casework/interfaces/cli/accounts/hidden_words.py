"""Words that nobody may look at: asked for at a terminal without showing them, or read from stdin, never an argument."""

from __future__ import annotations

import sys

import click

from casework.interfaces.cli.parameters import WrongValueError
from casework.interfaces.wording.language import Language


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


def new_password(language: Language) -> str:
    """A password that is chosen now."""
    return hidden(language, "新密码", "new password", twice=True)
