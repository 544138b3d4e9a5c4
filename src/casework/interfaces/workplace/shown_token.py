"""The token by which whoever acts in production shows that they are the account that they name (ADR 0050)."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from casework.domain.errors import RefusedError
from casework.domain.labels import Label
from casework.interfaces.workplace.settings import TOKEN_COMMAND, TOKEN_FILE, Mode, Settings

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace


class TokenMissingError(RefusedError):
    """Production asks for a token, and none is shown."""

    zh = f"生产模式下须出示令牌：用 {TOKEN_FILE} 指明令牌文件，再运行 casework account sign-in 登录（或用 {TOKEN_COMMAND} 取得令牌）"
    en = (
        f"Production asks for a token: name its file in {TOKEN_FILE} and sign in (casework account sign-in), or have a "
        f"{TOKEN_COMMAND} tell it"
    )


class TokenFileError(RefusedError):
    """The file of the token cannot be used; what stands in it is not repeated."""

    words = ("令牌文件", "The token file")

    def __init__(self, path: Path, zh: str, en: str) -> None:
        named = self.words
        self.zh = f"{named[0]} {path} {zh}"
        self.en = f"{named[1]} {path} {en}"


def refuse_without_token(place: Workplace, by: str, names: Sequence[str]) -> None:
    """
    In production whoever acts bears a token of the account that they name, for one of these names of the table of rights.

    Elsewhere, and where nobody says who they are, nothing is asked. From here on the workplace does only what the token is for. Raises TokenMissingError,
    TokenFileError, KeysError, TokenRefusedError.
    """
    if place.settings.mode is not Mode.PRODUCTION or not by:
        return
    from casework.application.authentication.sessions import Sessions

    sessions = Sessions(place.casework, place.settings.database, place.settings.sessions)
    token = sessions.bearer(shown_token(place.settings), by, names)
    place.casework = place.casework.within(token.scope)


def shown_token(settings: Settings) -> str:
    """The token of the file or of the command; raises TokenMissingError, TokenFileError, KeysError."""
    if settings.token_command:
        from casework.application.log.encoding.key_command import answer_of

        return (
            answer_of(settings.token_command, TOKEN_COMMAND, Label("令牌", "token"))
            .decode("ascii", errors="replace")
            .strip()
        )
    if settings.token_file is None or not settings.token_file.exists():
        raise TokenMissingError
    return read_owned(settings.token_file)


def keep_token(path: Path, token: str) -> None:
    """Put a token into its file, which only its owner can read; raises TokenFileError."""
    with suppress(FileNotFoundError):
        path.unlink()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{token}\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TokenFileError(path, f"无法写入：{reason}", f"cannot be written: {reason}") from None


def device_file(path: Path) -> Path:
    """Beside the token's file: by what the account knows this device."""
    return path.with_name(f"{path.name}.device")


def known_device(settings: Settings) -> str:
    """By what the account knows this device; blank where it does not. Raises TokenFileError."""
    path = device_file(settings.token_file) if settings.token_file else None
    return read_owned(path) if path and path.exists() else ""


def read_owned(path: Path, refused: type[TokenFileError] = TokenFileError) -> str:
    """What stands in a file that its owner alone can read; raises what is `refused` with."""
    try:
        mode, content = path.stat().st_mode, path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refused(path, f"无法读取：{reason}", f"cannot be read: {reason}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise refused(path, f"可被他人读取：请运行 chmod 600 {path}", "can be read by others: chmod 600 it")
    return content.decode("ascii", errors="replace").strip()
