"""Policy files as people hand them over: text in UTF-8 of a sensible size, else a sentence."""

from __future__ import annotations

from pathlib import Path

from casework.domain.errors import RefusedError

MOST_BYTES = 1_000_000


class TextFileError(RefusedError):
    """A file that cannot be read as text; the sentence says why."""

    def __init__(self, file: Path, *, zh: str, en: str) -> None:
        self.file = file
        self.zh = f"{file}：{zh}"
        self.en = f"{file}: {en}"


def text_of(file: Path) -> str:
    """The text of a file, without the mark that some editors put before it. Raises TextFileError."""
    try:
        if file.is_dir():
            raise TextFileError(file, zh="这是一个文件夹，请写明文件", en="it is a folder; name a file")
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise TextFileError(
            file, zh="没有这个文件，请核对文件名和文件夹", en="there is no such file; check name and folder"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise TextFileError(
            file, zh=f"文件无法读取（{reason}），请核对权限", en=f"it cannot be read ({reason}); check who may read it"
        ) from None
    if len(content) > MOST_BYTES:
        raise TextFileError(
            file, zh=f"文件过大，不能超过{MOST_BYTES}字节", en=f"it is too large: {MOST_BYTES} bytes at most"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TextFileError(
            file, zh="文件不是 UTF-8 文本，请另存为 UTF-8", en="it is no text in UTF-8; save it as UTF-8"
        ) from None
