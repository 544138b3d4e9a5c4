"""One thing looked at, and what was found."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Annotated

from casework.domain.columns import ListRow, column
from casework.domain.labels import Label, same

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Check(ListRow, frozen=True, kw_only=True, omit_defaults=True):
    """
    Whether one thing is as it must be, with a sentence that says so in both languages.

    `mend` is the command that puts it right; empty when nothing is to be mended.
    """

    on_screen = ("name", "ok", "message")

    name: Annotated[str, column("项目", "check")]
    ok: Annotated[bool, column("", "", nothing=same("✗"))]
    message: Annotated[Label, column("说明", "what was found")]
    mend: Annotated[str, column("处理", "to mend")] = ""


def check(name: str, ok: bool, zh: str, en: str, found: object, mend: str = "") -> Check:
    """The check, its sentence saying what was found when it is not as it must be."""
    if ok:
        return Check(name=name, ok=True, message=Label(zh, en))
    return Check(
        name=name,
        ok=False,
        message=Label(f"不符合要求：{zh}（实际：{found}）", f"Refused: not so that {en} (found: {found})"),
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
