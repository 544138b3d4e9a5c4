"""Keys that a command tells, so that no disk of this machine holds them (ADR 0042)."""

from __future__ import annotations

import os
import shlex

from casework.application.log.records.errors import KeysError
from casework.domain.labels import Label

KEYS_COMMAND = "CASEWORK_KEYS_COMMAND"
KEYS = Label("密钥", "keys")
_SECONDS = 60


def answer_of(command: str, setting: str = KEYS_COMMAND, what: Label = KEYS) -> bytes:
    """
    What the command of a setting writes to its standard output; it is run without a shell, asks nobody, and is never quoted.

    Raises:
        KeysError: It cannot be started, fails, or does not answer within a minute.
    """
    import subprocess  # what hardly any installation needs is not loaded at each start

    try:
        words = shlex.split(command)
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_SECONDS, env=_environment()
        )
    except subprocess.TimeoutExpired:
        raise _unanswered(setting, what, f"{_SECONDS} 秒内没有回答", f"no answer within {_SECONDS} seconds") from None
    except (OSError, ValueError, IndexError):
        raise _unanswered(setting, what, "无法启动", "it cannot be started") from None
    if done.returncode:
        raise _unanswered(setting, what, f"退出码 {done.returncode}", f"its exit code was {done.returncode}") from None
    return done.stdout


def _environment() -> dict[str, str]:
    """All but the database's address, which may hold a password."""
    return {name: value for name, value in os.environ.items() if name != "CASEWORK_DATABASE_URL"}


def _unanswered(setting: str, what: Label, zh: str, en: str) -> KeysError:
    return KeysError(
        zh=f"{setting} 指定的命令没有给出{what.zh}（{zh}）：请单独运行该命令查看原因",
        en=f"The command in {setting} told no {what.en} ({en}): run it by itself to see why",
    )
