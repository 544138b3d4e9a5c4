"""Each command says everything about itself, and says the same as its decision."""

from __future__ import annotations

import inspect
import re
from decimal import Decimal
from typing import Annotated, Any, ClassVar, get_type_hints

import msgspec
import pytest

from casework.application.commands.assistance import LogFollowUp
from casework.application.commands.catalogue import CATALOGUE
from casework.application.commands.declarations.declaration import Audit, Command, Right, Spec
from casework.application.commands.declarations.fields import as_declared, data_class, fields_of
from casework.application.commands.detection import ConfirmHousehold
from casework.application.commands.division_ledgers import AskHousehold, ConfirmQuarter
from casework.application.commands.entries import CorrectEntry, CorrectSealedWords, WithdrawEntry
from casework.application.commands.membership import (
    JoinHousehold,
    MergeHouseholds,
    MoveMembers,
    RecordExternalCode,
    SplitHousehold,
    TakeAsSamePerson,
)
from casework.application.commands.survey import Register
from casework.application.commands.work import AcceptOffer, Place
from casework.domain.calendar.due_dates import OwnDateMissingError
from casework.domain.calendar.paused_days import EndlessPauseError
from casework.domain.calendar.work_calendar import NaiveMomentError
from casework.domain.codes.rights import DataClass
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.work import WorkKind
from casework.domain.decisions.closing import propose_closing
from casework.domain.decisions.service.difficulties import resolve_difficulty
from casework.domain.errors import InvalidValueError, MemberUnknownError, NoOpenEpisodeError, NotNowError
from casework.domain.words import words
from tests.application.commands.refusals import refusals_of

NO_INTENTION = {NaiveMomentError, EndlessPauseError, OwnDateMissingError}
"""What no values of a command can bring about: a slip in a policy or in the program."""

HANDED = {
    CorrectEntry: {"entries"},
    CorrectSealedWords: {"entries", "stated", "standing"},
    WithdrawEntry: {"entries"},
    AskHousehold: {"ledger"},
    ConfirmQuarter: {"households"},
    JoinHousehold: {"known_as"},
    RecordExternalCode: {"known"},
    TakeAsSamePerson: {"other", "person"},
    MoveMembers: {"other", "persons"},
    SplitHousehold: {"other", "persons"},
    MergeHouseholds: {"other", "persons"},
}
"""What a decision is handed beside the command's fields."""

EACH = pytest.mark.parametrize("command", CATALOGUE, ids=lambda command: command.spec.name)


def differences(command: type[Command]) -> list[str]:
    """Where a command and its decision do not say the same."""
    decide = command.spec.decide
    wanted = get_type_hints(decide)
    given = {name: kind for name, kind in get_type_hints(command).items() if name in command.__struct_fields__}
    taken = {
        name: each for name, each in inspect.signature(decide).parameters.items() if each.kind is each.KEYWORD_ONLY
    }
    missing = taken.keys() - given.keys() - HANDED.get(command, set())
    wrong = [f"{name} is none of {decide.__name__}" for name in sorted(given.keys() - taken.keys())]
    wrong += [f"{name} has no field" for name in sorted(missing) if taken[name].default is inspect.Parameter.empty]
    for name in sorted(given.keys() & taken.keys()):
        # A command may ask for what its decision could go without.
        if wanted[name] not in (given[name], given[name] | None):
            wrong.append(f"{name} is {given[name]}, the decision takes {wanted[name]}")
    return wrong


@pytest.mark.parametrize("command", [c for c in CATALOGUE if c is not Register], ids=lambda c: c.spec.name)
def test_a_command_and_its_decision_agree(command: type[Command]) -> None:
    """Every field is a keyword of the decision, of the same type, and nothing that it needs is left out."""
    assert differences(command) == []


def test_what_counts_as_disagreement() -> None:
    """The control: another name, another type, something left out."""

    class Wrong(Command, frozen=True, kw_only=True):
        spec: ClassVar = LogFollowUp.spec
        kind: Annotated[str, words("方式", "how")]
        result: Annotated[Outcome, words("结果", "what came of it")]

    assert differences(Wrong) == [
        "result is none of log_follow_up",
        "outcome has no field",
        f"kind is {str}, the decision takes {FollowUpKind}",
    ]


@EACH
def test_a_command_says_everything_about_itself(command: type[Command]) -> None:
    """Name, words in both languages, right, kind of act, source; and each of its fields has its words."""
    spec = command.spec
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", spec.name)
    assert isinstance(spec.right, Right)
    assert isinstance(spec.audit, Audit)
    assert re.search(r"\((?:[A-Z]{2}-\d|PIPL Art\. \d).*\)\.", command.__doc__ or ""), "its docstring names no source"
    said: list[Any] = [command.page(), spec.panel, *(field.words for field in fields_of(command))]
    for pair in said:
        assert has_chinese(pair.zh), pair
        assert pair.en, pair
        assert not has_chinese(pair.en), pair


def test_every_command_of_the_program_stands_in_the_catalogue() -> None:
    """What is declared is offered, once, under a name of its own."""
    declared = {kind for kind in Command.__subclasses__() if kind.__module__.startswith("casework.")}
    assert set(CATALOGUE) == declared
    assert len({command.spec.name for command in CATALOGUE}) == len(CATALOGUE)
    called = [(command.word().word, command.word().flag) for command in CATALOGUE]
    assert len(set(called)) == len(called)


@EACH
def test_everything_that_is_refused_stands_in_the_command(command: type[Command]) -> None:
    """What the decision raises, by its code and by what its page says, is what a way in can announce."""
    spec = command.spec
    raised = {kind for kind in refusals_of(spec.decide) if kind not in NO_INTENTION}
    named = set(re.findall(r"\b\w+Error\b", spec.decide.__doc__ or ""))
    assert raised - set(command.refuses) == set()
    assert named - {kind.__name__ for kind in command.refuses} == set()


def test_what_counts_as_refused() -> None:
    """The control: refusals of methods, of functions called and of those that answer one are all found."""
    assert refusals_of(resolve_difficulty) == {NotNowError, MemberUnknownError, InvalidValueError}
    assert refusals_of(propose_closing) >= {NoOpenEpisodeError}
    assert refusals_of(Place.spec.decide) >= {MemberUnknownError, InvalidValueError}


@pytest.mark.parametrize(
    ("command", "kind"),
    [(LogFollowUp, DataClass.SEALED), (ConfirmHousehold, DataClass.SEALED), (AcceptOffer, DataClass.PLAIN)],
)
def test_a_command_is_sealed_as_soon_as_one_field_is(command: type[Command], kind: DataClass) -> None:
    """Also when the field stands in a part, such as who signed a record."""
    assert data_class(command) is kind


def test_what_was_made_with_anything_is_read_as_declared() -> None:
    """A code may come as text; whatever does not fit is named by its field."""
    made: Any = {"kind": "visit", "outcome": Outcome.REACHED}
    assert as_declared(LogFollowUp(**made)).kind is FollowUpKind.VISIT
    for field, value in (("kind", "letter"), ("outcome", None), ("note", 7), ("note", "\ud800")):
        odd = LogFollowUp(**{**made, field: value})
        with pytest.raises(InvalidValueError) as refused:
            as_declared(odd)
        assert refused.value.field in (field, "log")


def test_a_body_has_no_other_fields() -> None:
    """What a program sends is taken whole or refused; numbers keep to their limits."""
    body = b'{"member": 1, "kind": "contract", "since": "2026-03-02", "monthly_pay": "3500", "contract_months": 12}'
    read = msgspec.json.decode(body, type=Place)
    assert (read.kind, read.monthly_pay) == (WorkKind.CONTRACT, Decimal(3500))
    for odd in (
        body.replace(b'"member": 1', b'"member": 0'),
        body.replace(b": 12", b": 1201"),
        b'{"x": 1, ' + body[1:],
    ):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(odd, type=Place)


def test_a_new_field_with_a_default_leaves_earlier_requests_what_they_were() -> None:
    """What is not said is not part of a request's hash."""
    spec: Spec = LogFollowUp.spec

    class Later(LogFollowUp, frozen=True, kw_only=True):
        length: int = 0

    said: dict[str, Any] = {"kind": FollowUpKind.VISIT, "outcome": Outcome.REACHED}
    assert msgspec.msgpack.encode(Later(**said)) == msgspec.msgpack.encode(LogFollowUp(**said))
    assert spec.name == "log"


def has_chinese(text: str) -> bool:
    """Whether a Chinese sign stands in the text."""
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)
