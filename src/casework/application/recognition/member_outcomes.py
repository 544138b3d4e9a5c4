"""What becomes of members by an import, beside what a ledger says of them: who leaves, ends or changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from casework.application.recognition.stored_households import Stored
from casework.domain.codes.code import Code
from casework.domain.columns import ListRow, column
from casework.domain.fact import Fact
from casework.domain.facts.households import MembersUpdated
from casework.domain.facts.work import EmploymentEnded
from casework.domain.labels import Label
from casework.domain.persons import mask_name


class Outcome(Code):
    """What becomes of a member by an import, beside what is said of them."""

    LEFT = "left", "不再在册"
    JOB_ENDED = "job-ended", "离岗"
    NEW_HEAD = "new-head", "成为户主"
    ID_CHANGED = "id-changed", "证件号码变更"


class MemberOutcome(ListRow, frozen=True, kw_only=True):
    """Who leaves, ends or changes: by household and number, the name as lists show it."""

    title = Label("离户、离岗和变更 {} 人次", "{} leave, end or change")
    on_screen = ("village", "household", "member", "name", "outcome")

    village: Annotated[str, column("村", "village")]
    household: Annotated[str, column("户", "household")]
    member: Annotated[int, column("成员", "member")]
    name: Annotated[str, column("姓名", "name")]
    outcome: Annotated[Outcome, column("结果", "outcome")]


def outcomes_of(stored: Stored, facts: Sequence[Fact]) -> Iterator[MemberOutcome]:
    """Who leaves, ends or changes by these facts of one household."""
    for fact in facts:
        happened: list[tuple[int, Outcome]] = []
        if isinstance(fact, MembersUpdated):
            happened += [(number, Outcome.LEFT) for number in fact.left]
            for change in fact.changed:
                if "is_head" in change.fields and change.member.is_head:
                    happened.append((change.member.number, Outcome.NEW_HEAD))
                if "resident_id" in change.fields and stored.known.now[change.member.number].resident_id:
                    happened.append((change.member.number, Outcome.ID_CHANGED))
        elif isinstance(fact, EmploymentEnded):
            happened.append((fact.member, Outcome.JOB_ENDED))
        for number, outcome in happened:
            yield MemberOutcome(
                village=stored.household.village,
                household=stored.household.number,
                member=number,
                name=mask_name(stored.known.now[number].name) if number in stored.known.now else "",
                outcome=outcome,
            )
