"""One thing looked at, and what was found."""

from __future__ import annotations

import stat
from pathlib import Path

from msgspec import Struct

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Check(Struct, frozen=True, kw_only=True):
    """
    Whether one thing is as it must be, with a sentence that says so in both languages.

    `mend` is the command that puts it right; empty when nothing is to be mended.
    """

    name: str
    ok: bool
    zh: str
    en: str
    mend: str = ""


def check(name: str, ok: bool, zh: str, en: str, found: object, mend: str = "") -> Check:
    """The check, its sentence saying what was found when it is not as it must be."""
    if ok:
        return Check(name=name, ok=True, zh=zh, en=en)
    return Check(
        name=name,
        ok=False,
        zh=f"不符合要求：{zh}（实际：{found}）",
        en=f"Refused: not so that {en} (found: {found})",
        mend=mend,
    )


def private_file(name: str, zh: str, en: str, path: Path, begin: str) -> Check:
    """Whether the file is there and nobody but its owner can read it; `begin` brings one that is missing."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        return check(name, False, f"{zh}存在", f"the {en} exists", error.strerror or type(error).__name__, begin)
    return check(
        name,
        not mode & _OTHERS,
        f"{zh}仅所有者可读",
        f"only its owner reads the {en}",
        f"{mode:04o}",
        f"chmod 600 {path}",
    )
