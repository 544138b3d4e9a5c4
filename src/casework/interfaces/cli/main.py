"""The command line `casework`: which commands there are, and what the process answers when one fails."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NoReturn

import click as plain_click
import msgspec
import rich_click as click
from rich_click import RichContext, RichGroup, RichHelpFormatter

from casework.domain.errors import CaseworkError
from casework.domain.labels import Label
from casework.interfaces.cli.first_page import (
    command_beside_catalogue,
    command_of_catalogue,
    listed_command,
    panels,
    refuse_words_without_line,
)
from casework.interfaces.cli.options import general
from casework.interfaces.cli.parameters import WrongValueError
from casework.interfaces.problems import ExitCode, Problem, problem_of
from casework.interfaces.wording.moments import given_clock_note
from casework.interfaces.workplace.invocation import DEBUG_VARIABLE

FIRST_PAGE = "casework.first_page"
"""Set while the page is made that lists all commands."""

HELP = """\
零就业家庭快速响应：一户不漏，动态清零。

Finds every rural household with nobody in work, puts one cadre on it, and forgets none of them.

代码可写中文词（乡镇、入户走访），日期可写 2026-03-05、2026年3月5日、3月5日、昨天、上周五。
Codes may be given by their Chinese words, days as people write them.

退出码 Exit codes: 0 完成 done, 1 被拒绝 refused, 2 用法有误 usage, 3 故障 fault.
"""


class CaseworkGroup(RichGroup):
    """Imports a command when it is called, and turns every error into a sentence and an exit code."""

    def list_commands(self, ctx: plain_click.Context) -> list[str]:
        """The names, in the order of the work."""
        return [name for names in panels().values() for name in names]

    def get_command(self, ctx: plain_click.Context, cmd_name: str) -> plain_click.Command | None:
        """The command of this name."""
        if ctx.meta.get(FIRST_PAGE):
            return listed_command(cmd_name)
        refuse_words_without_line()
        command = command_beside_catalogue(cmd_name) or command_of_catalogue(cmd_name)
        return _with_help_in_both_languages(command) if command else None

    def format_help(self, ctx: plain_click.Context, formatter: plain_click.HelpFormatter) -> None:
        """The first page, with every command in its panel."""
        assert isinstance(ctx, RichContext)
        assert isinstance(formatter, RichHelpFormatter)
        ctx.meta[FIRST_PAGE] = True
        ctx.help_config.command_groups = {
            "casework": [{"name": panel, "commands": list(names)} for panel, names in panels().items()]
        }
        super().format_help(ctx, formatter)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run one command and end the process with its exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        extra.pop("standalone_mode", None)
        _speak_any_language()
        try:
            _refuse_undecodable(arguments)
            code = super().main(args=arguments, prog_name=prog_name or "casework", standalone_mode=False, **extra)
            if "--json" in arguments and (notes := _notes()):
                plain_click.echo(msgspec.json.encode({"notes": notes}), err=True)
        except Exception as error:
            if os.environ.get(DEBUG_VARIABLE) == "1" and not isinstance(error, plain_click.ClickException):
                traceback.print_exc()
            code = _report(error, as_json="--json" in arguments)
        sys.exit(code if isinstance(code, int) else ExitCode.DONE)


@click.group(
    cls=CaseworkGroup,
    help=HELP,
    invoke_without_command=True,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "rich_help_config": {
            "commands_panel_title": "命令 Commands",
            "options_panel_title": "选项 Options",
            "arguments_panel_title": "参数 Arguments",
            "show_arguments": True,
            "text_markup": None,
            "required_long_string": "[必填 required]",
        },
    },
)
@click.option("--version", is_flag=True, help="版本 the version")
@general
@click.pass_context
def cli(ctx: plain_click.Context, database: str | None, lang: str | None, version: bool) -> None:
    ctx.obj = {"database": database, "lang": lang}
    if ctx.invoked_subcommand is None:
        click.echo(f"casework {_version()}" if version else ctx.get_help())


def main() -> None:
    """Run the command line; the console script."""
    cli.main()


def _with_help_in_both_languages(command: plain_click.Command) -> plain_click.Command:
    """The library's own words for its help option, and those of the words below, are English alone."""
    option = command.get_help_option(plain_click.Context(command, help_option_names=["-h", "--help"]))
    if option is not None:
        option.help = "显示帮助 show this page"
    for below in getattr(command, "commands", {}).values():
        _with_help_in_both_languages(below)
    return command


def _refuse_undecodable(arguments: Sequence[str]) -> None:
    """Refuse bytes that are no text in the terminal's encoding; the name of a file may be made of any."""
    for argument in arguments:
        if any("\udc80" <= letter <= "\udcff" for letter in argument) and not Path(argument).exists():
            raise WrongValueError(
                zh="有一个参数的字符编码无法识别，请使用UTF-8", en="An argument is no text: its encoding is not UTF-8"
            )


def _report(error: Exception, *, as_json: bool) -> int:
    """Say what went wrong on stderr; stdout stays empty."""
    if isinstance(error, plain_click.exceptions.Abort):
        plain_click.echo("已取消，没有再做任何事\nStopped; nothing more was done", err=True)
        return ExitCode.REFUSED
    usage = isinstance(error, plain_click.ClickException)
    problem = _usage(error) if isinstance(error, plain_click.ClickException) else problem_of(error)
    if as_json:
        plain_click.echo(problem.as_json(_notes()), err=True)
    else:
        plain_click.echo(problem.as_text(), err=True)
        context = getattr(error, "ctx", None)
        if usage and context is not None:
            plain_click.echo(f"{context.command_path} --help", err=True)
    return problem.exit_code


def _notes() -> list[Label]:
    """
    What is said beside every answer: that its time is not the real one.

    With --json stderr has one JSON text for it, so a problem has the note within, and an answer is followed by it.
    """
    from casework.interfaces.workplace.settings import given_clock

    try:
        clock = given_clock(os.environ)
    except CaseworkError:  # then this is the problem
        return []
    return [given_clock_note(clock)] if clock else []


def _usage(error: plain_click.ClickException) -> Problem:
    en = error.format_message()
    zh = error.zh if isinstance(error, WrongValueError) else "用法有误，请看 --help"
    if "unexpected extra argument" in en:
        zh = f"多余的参数：{en.partition('(')[2].rstrip(')')}；村名和户编号之间有空格时请连写或加引号，如“石桥村1号”"
    if isinstance(error, plain_click.MissingParameter):
        hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "")
        zh = f"缺少 {hint}"
        if isinstance(error.param, plain_click.Option) and "--as" in error.param.opts:
            zh, en = "缺少办理人：--as 姓名（或设置 CASEWORK_AS）", "Who acts? Add --as NAME (or set CASEWORK_AS)"
    elif isinstance(error, plain_click.NoSuchOption):
        zh = f"没有选项 {error.option_name}"
    elif isinstance(error, plain_click.BadParameter) and not isinstance(error, WrongValueError):
        zh = f"参数有误：{error.param_hint or (error.param.name if error.param else '')}"
    elif isinstance(error, WrongValueError) and error.param is not None and error.ctx is not None:
        zh = f"{error.param.get_error_hint(error.ctx)}：{error.zh}"
    return Problem(code="usage", message=Label(zh=zh, en=en), exit_code=ExitCode.USAGE)


def _speak_any_language() -> None:
    """A terminal that cannot show Chinese still shows the rest."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError, OSError):
                stream.reconfigure(errors="replace")


def _version() -> str:
    try:
        return version("casework")
    except PackageNotFoundError:
        return "(source)"


if __name__ == "__main__":
    main()
