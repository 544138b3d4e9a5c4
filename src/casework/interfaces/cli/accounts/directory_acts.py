"""An act on the directory of accounts, and what came of it: the same for every command that is no more than one act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import NextStep
from casework.interfaces.workplace.invocation import Acting

if TYPE_CHECKING:
    from casework.application.personnel.account_desk import Decide
    from casework.application.writing.receipts import Receipt
    from casework.interfaces.workplace.bootstrap import Workplace


def act(
    place: Workplace, acting: Acting, name: str, decide: Decide, said: Mapping[str, Any], command_id: str | None
) -> Receipt:
    """Carry a decision on the directory out by whoever acts here; raises as `AccountDesk.act` does."""
    from casework.application.personnel.account_desk import AccountDesk

    desk = AccountDesk(place.casework)
    return desk.act(name, decide, said, by=acting.by, office=acting.office, command_id=command_id)


def say_done(acting: Acting, receipt: Receipt, following: NextStep, *, proposal: int | None = None) -> None:
    """That it was recorded, waits under the number of a `proposal`, or was so already, and what comes next."""
    if acting.json:
        answer: dict[str, Any] = {"position": receipt.position, "facts": list(receipt.facts)}
        print_json(answer | ({} if proposal is None else {"proposal": proposal}) | next_step(following))
        return
    if proposal is not None:
        said = (f"已提请，提请号{proposal}", f"Proposed, number {proposal}")
    else:
        said = ("已记录", "Recorded") if receipt.facts else ("已是如此，无须办理", "It is so already")
    print_lines(acting.language.say(*said))
    print_next(acting.language, following)
