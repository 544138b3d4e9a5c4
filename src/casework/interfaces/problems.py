"""What went wrong, said in one sentence of each language, and the exit code that goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import msgspec
from msgspec import Struct

from casework.domain.errors import CaseworkError, FaultError, WronglyAskedError, code_of
from casework.domain.labels import Label
from casework.interfaces.workplace.invocation import DEBUG_VARIABLE

_DATABASE = ("eventsourcing", "sqlalchemy", "psycopg", "sqlite3")


class ExitCode(IntEnum):
    """Done; refused or not found; wrongly asked; a fault."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    FAULT = 3


class Problem(Struct, frozen=True, kw_only=True):
    """Why nothing was done: a stable code, a sentence in both languages, and the exit code."""

    code: str
    message: Label
    exit_code: ExitCode
    helps: tuple[str, ...] = ()

    def as_text(self) -> str:
        """The sentence in Chinese, then in English, a line each; then what would help, as it is typed."""
        return "\n".join([self.message.zh, self.message.en, *map(_typed, self.helps)])

    def as_json(self, notes: Sequence[Label] = ()) -> str:
        """The problem as JSON; `helps` are commands of the catalogue, `notes` what is said beside every answer, if any."""
        beside = {name: value for name, value in (("helps", self.helps), ("notes", notes)) if value}
        return msgspec.json.encode({"code": self.code, "message": self.message, **beside}).decode()


def problem_of(error: BaseException) -> Problem:
    """What to tell the user of an error; of one that is nobody's refusal only its kind is told."""
    if isinstance(error, CaseworkError):
        return _of_refusal(error)
    module = type(error).__module__.partition(".")[0]
    if module in _DATABASE:
        return _fault(
            "database",
            zh="数据库暂时不可用，请稍后重试（带 --command-id 的命令请用同一编号重试，不会重复执行）",
            en="The database cannot be used just now; try again (with the same --command-id, it is done at most once)",
        )
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        name = f" {error.filename}" if isinstance(error.filename, str) else ""
        return _fault("system", zh=f"系统报告错误：{reason}{name}", en=f"The system reports an error: {reason}{name}")
    kind = type(error).__name__
    return _fault(
        "internal",
        zh=f"程序内部错误（{kind}）：请用同一 --command-id 重试，或设置 {DEBUG_VARIABLE}=1 查看详情",
        en=f"Internal fault ({kind}); try again with the same --command-id, or set {DEBUG_VARIABLE}=1 for details",
    )


def _of_refusal(error: CaseworkError) -> Problem:
    match error:
        case WronglyAskedError():
            exit_code = ExitCode.USAGE
        case FaultError():
            exit_code = ExitCode.FAULT
        case _:
            exit_code = ExitCode.REFUSED
    return Problem(code=_code(error), message=Label(zh=error.zh, en=error.en), exit_code=exit_code, helps=error.helps)


def _typed(name: str) -> str:
    """How a command of the catalogue is called here, and what it does."""
    from casework.application.commands.catalogue import CATALOGUE

    command = next(each for each in CATALOGUE if each.spec.name == name)
    words = " ".join(filter(None, (command.word().word, "HOUSEHOLD", command.word().flag)))
    return f"→ casework {words}（{command.spec.zh.partition('：')[0]}）"


def _code(error: CaseworkError) -> str:
    """`household-unknown` for HouseholdUnknownError; a refused ledger says why in a code of its own."""
    own = getattr(error, "code", None)
    if type(error).__name__ == "LedgerFileError" and isinstance(own, str):
        return f"file-{own}"
    return code_of(error)


def _fault(code: str, *, zh: str, en: str) -> Problem:
    return Problem(code=code, message=Label(zh=zh, en=en), exit_code=ExitCode.FAULT)
