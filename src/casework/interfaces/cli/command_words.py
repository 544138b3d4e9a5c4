"""The words of the command line that write to one household, made from the catalogue of commands (ADR 0022)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NoReturn

import msgspec
import rich_click as click
from msgspec import inspect

from casework.application.commands.catalogue import CATALOGUE
from casework.application.commands.declarations.declaration import Command
from casework.application.commands.declarations.fields import Field, fields_of
from casework.application.commands.entries import ShowPersonalData
from casework.application.commands.survey import Register
from casework.domain.labels import Label
from casework.interfaces.cli.command_options import Decorator, flag, is_argument, key_of, option_name, parameter
from casework.interfaces.cli.household_command import carry_out
from casework.interfaces.cli.options import acts
from casework.interfaces.cli.parameters import WrongValueError
from casework.interfaces.workplace.invocation import Acting

PAGES = {
    "verify": Label(
        "核实：确认零就业，或提请认定不符合，由另一人审核或退回",
        "Verify the household: confirmed, or proposed as not eligible, which a second person decides (GY-12c, BJ-1.2).",
    ),
    "receipt": Label(
        "签收：一个部门收到了上报，或退回补正", "Confirm that one office has the report, or sends it back (GY-2d)."
    ),
    "resolve": Label(
        "解决困难：该类困难已解决，或退回办理结果",
        "The difficulty of this kind is solved, or its solution is sent back (GY-13d).",
    ),
    "extend": Label(
        "延期：申请延长一个进行中的期限，由他人同意或不同意",
        "Ask that a running deadline end on a later day; somebody else grants or refuses it (GY-13d).",
    ),
    "refer": Label(
        "转办：把困难转其他部门，或记录其答复",
        "Hand a difficulty over to another department, or record its answer (GY-13d).",
    ),
    "jurisdiction": Label(
        "管辖争议：主张该户属他村，由上级裁定",
        "Dispute whose household it is, or decide it as an office above; it stays meanwhile (GY-2d).",
    ),
    "public-notice": Label(
        "公示：公示、异议及其处理",
        "A public notice of the household, objections to it and what became of them (GY-12c).",
    ),
    "clue": Label(
        "线索：收到零就业风险线索，转交核查", "Take a clue in that nobody may be in work, and pass it on (GY-12a)."
    ),
    "answer": Label("岗位推介答复：记录岗位推介的结果", "Record what became of an offer (OF-19, OF-27)."),
    "confirm": Label(
        "就业核查：由另一人或凭材料认定属实，或认定不实",
        "Confirm a placement, by a second person or a document, or disprove it (GY-11c).",
    ),
    "clear": Label(
        "清零：提请、审核通过或退回", "Clear the household: propose, decide as a second person, or return (GY-12f)."
    ),
    "close": Label(
        "其他方式退出：提请、审核通过或退回",
        "Close the episode otherwise than by work: propose, decide as a second person, or return (OF-27, OF-31).",
    ),
    "correct": Label(
        "更正：更正或撤回一条记录，原记录仍可见",
        "Put an entry right, or take it back; the entry itself stays visible. VERSION is what `history` prints.",
    ),
}
"""What the help page of a word says that stands for several commands."""


OWN_WAY: tuple[type[Command], ...] = (Register, ShowPersonalData)
"""A registration is a file; seeing sealed data in full is an option of what shows it (`--unmask`)."""


def words_by_panel() -> dict[str, list[str]]:
    """The words of the catalogue, by panel, in the order of the work; those with a way of their own left out."""
    found: dict[str, list[str]] = {}
    for command in CATALOGUE:
        if command not in OWN_WAY:
            panel = found.setdefault(f"{command.spec.panel.zh} {command.spec.panel.en}", [])
            panel += [command.word().word] if command.word().word not in panel else []
    return found


def heading(word: str) -> str:
    """What the first page says of a word."""
    page = _page(word)
    return f"{page.zh.partition('：')[0]} {page.en.partition(' (')[0].partition('. ')[0].rstrip('.')}"


def command_of(word: str) -> click.RichCommand:
    """The command of the command line for a word: its flag chooses among several commands of one word."""
    commands = _commands(word)

    def run(acting: Acting, household: str, **values: Any) -> None:
        command = _command(commands, values)
        carry_out(acting, household, command)

    function = acts()(run)
    for each in reversed(list(_parameters(commands))):
        function = each(function)
    function = click.argument(
        "household", metavar="HOUSEHOLD", help="石桥村1号、户编号或系统编号 village and number, number or id"
    )(function)
    page = _page(word)
    return click.command(word, help=f"{page.zh}\n\n{page.en}")(function)


def is_offered(word: str) -> bool:
    """Whether the catalogue has a command of this word; those with a way of their own are none."""
    return any(command not in OWN_WAY for command in _commands(word))


def _commands(word: str) -> Sequence[type[Command]]:
    return _by_word().get(word, ())


@cache
def _by_word() -> Mapping[str, Sequence[type[Command]]]:
    found: dict[str, list[type[Command]]] = {}
    for command in CATALOGUE:
        found.setdefault(command.word().word, []).append(command)
    return found


def _page(word: str) -> Label:
    return PAGES.get(word) or _commands(word)[0].page()


def _parameters(commands: Sequence[type[Command]]) -> Iterator[Decorator]:
    """Arguments first; what chooses a command, with what belongs to it alone; what all of them take; then parts."""
    fields = {option_name(field): field for command in commands for field in fields_of(command)}
    shared = set(fields).intersection(*({option_name(f) for f in fields_of(c)} for c in commands))
    alone = len(commands) == 1
    yield from (parameter(field, needed=True) for field in fields.values() if is_argument(field))
    yielded: set[str] = set()
    for command in [] if alone else commands:
        word = command.word()
        if word.label is not None:
            yield flag(word.flag, f"{word.label.zh} {word.label.en}")
        for field in fields_of(command):
            name = option_name(field)
            if name in shared or field.part or name in yielded or is_argument(field):
                continue
            yielded.add(name)
            yield parameter(field, needed=False, only_with="" if name == word.flag else _taken_with(name, commands))
    optional = {option_name(field) for command in commands for field in fields_of(command) if not field.required}
    for name, field in fields.items():
        if name in shared and not is_argument(field) and not field.part:
            # What one of them can go without is asked for once it is known which of them is meant.
            yield parameter(field, needed=name not in optional)
            if field.words.no is not None:
                yield flag(field.words.no.option, f"{field.words.no.zh} {field.words.no.en}")
    yield from (parameter(field, needed=False) for field in fields.values() if field.part)


def _taken_with(name: str, commands: Sequence[type[Command]]) -> str:
    """The flags of the commands that take an option."""
    flags = [c.word().flag for c in commands if name in map(option_name, fields_of(c))]
    return "、".join(flags) if all(flags) else ""


def _command(commands: Sequence[type[Command]], values: Mapping[str, Any]) -> Command:
    """The command that is meant, with what was given."""
    chosen = _chosen(commands, values)
    fields = {option_name(field): field for field in fields_of(chosen)}
    for command in commands:
        for field in fields_of(command):
            if option_name(field) not in fields and option_name(field) != command.word().flag:
                _refuse_misplaced(field, command.word().flag, chosen.word().flag, values)
    given: dict[str, Any] = {}
    for name, field in fields.items():
        value = values[key_of(name)]
        if field.words.no is not None:
            value = exactly_one({name: value, field.words.no.option: values[key_of(field.words.no.option)]}) == name
        elif value in (None, (), False):
            continue
        if isinstance(field.type, inspect.DictType):
            value = dict(value)
        place = given
        for part in field.path[:-1]:
            place = place.setdefault(part, {})
        place[field.name] = value
    _refuse_halves(fields.values(), given)
    for name, field in fields.items():
        if field.required and not field.part and field.name not in given:
            with_it = chosen.word().flag
            raise WrongValueError(zh=f"{with_it} 须同时写明 {name}", en=f"{with_it} needs {name} as well")
    return msgspec.convert(given, type=chosen)


def _chosen(commands: Sequence[type[Command]], values: Mapping[str, Any]) -> type[Command]:
    flags = {command.word().flag: command for command in commands}
    by_default = flags.pop("", None)
    given = {name: values[key_of(name)] for name in flags}
    if by_default is not None and not any(given.values()):
        return by_default
    return flags[exactly_one(given)]


def _refuse_misplaced(field: Field, belongs_to: str, chosen: str, values: Mapping[str, Any]) -> None:
    """Refuse what goes with another command of the word."""
    name = option_name(field)
    if not values[key_of(name)]:
        return
    zh, en = (field.part.zh, field.part.en) if field.part else (name, name)
    if not belongs_to:
        raise WrongValueError(zh=f"{zh} 与 {chosen} 不能一起用", en=f"{en} does not go with {chosen}")
    zh = f"{zh} 只能" if zh == name else f"{zh}只能"
    raise WrongValueError(zh=f"{zh}与 {belongs_to} 一起用", en=f"{en[0].upper()}{en[1:]} goes with {belongs_to} only")


def _refuse_halves(fields: Sequence[Field] | Any, given: Mapping[str, Any]) -> None:
    """The values of a part come together or not at all."""
    for part in {field.path[0] for field in fields if field.part and field.path[0] in given}:
        of_part = [field for field in fields if field.path[0] == part]
        if any(field.required and field.name not in given[part] for field in of_part):
            _refuse_half([option_name(field) for field in of_part])


def _refuse_half(names: list[str]) -> NoReturn:
    raise WrongValueError(
        zh=f"{'、'.join(names)} 要么都写，要么都不写", en=f"{', '.join(names[:-1])} and {names[-1]} go together"
    )


def exactly_one(given: Mapping[str, object]) -> str:
    """The one option that was given; any other number of them is a usage error."""
    named = [name for name, value in given.items() if value]
    if len(named) != 1:
        listed = " | ".join(given)
        raise WrongValueError(zh=f"请选择其中一项（只能一项）：{listed}", en=f"Give exactly one of {listed}")
    return named[0]
