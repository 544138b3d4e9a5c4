"""Keys that a command tells, so that no disk of this machine holds them (ADR 0042)."""

from __future__ import annotations

import shlex

from casework.application.log.records.errors import KeysError

KEYS_COMMAND = "CASEWORK_KEYS_COMMAND"
_SECONDS = 60


def answer_of(command: str) -> bytes:
    """
    What the command writes to its standard output; it is run without a shell, asks nobody, and is never quoted.

    Raises:
        KeysError: It cannot be started, fails, or does not answer within a minute.
    """
    import subprocess  # what hardly any installation needs is not loaded at each start

    try:
        words = shlex.split(command)
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise _unanswered(f"{_SECONDS} 秒内没有回答", f"no answer within {_SECONDS} seconds") from None
    except (OSError, ValueError, IndexError):
        raise _unanswered("无法启动", "it cannot be started") from None
    if done.returncode:
        raise _unanswered(f"退出码 {done.returncode}", f"its exit code was {done.returncode}") from None
    return done.stdout


def _unanswered(zh: str, en: str) -> KeysError:
    return KeysError(
        zh=f"{KEYS_COMMAND} 指定的命令没有给出密钥（{zh}）：请单独运行该命令查看原因",
        en=f"The command in {KEYS_COMMAND} told no keys ({en}): run it by itself to see why",
    )
