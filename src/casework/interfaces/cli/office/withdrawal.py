"""Taking a wrong import back: a preview, a question, the corrections (ADR 0011)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.wording.answers import next_step, withdrawn
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.next_steps import after_withdrawal
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.importing.withdrawals import Withdrawal
    from casework.interfaces.workplace.bootstrap import Workplace


def withdraw_batch(acting: Acting, batch: str, *, dry_run: bool, asks: bool) -> None:
    """Show what the withdrawal would come to, ask unless told not to, and do it; with `dry_run` only show."""
    from casework.application.importing.withdrawals import preview_withdrawal, withdraw_import
    from casework.application.importing.written_households import WhyKept

    with workplace(acting) as place:
        written = place.reading.written_by(batch)
        found = preview_withdrawal(place.casework, batch, written, by=acting.by)
        if not dry_run:
            if asks:
                _print_withdrawal(acting, found, place, dry=True)
                question = acting.language.say("确定撤回？", "Withdraw it?")
                click.confirm(question, abort=True, err=True)
            found = withdraw_import(place.casework, batch, written, by=acting.by)
        by_two = any(each.why is WhyKept.SECOND_PERSON for each in found.kept)
        following = after_withdrawal(batch, dry_run=dry_run, kept=bool(found.kept), by_two=by_two)
        if acting.json:
            print_json(withdrawn(found, dry=dry_run) | next_step(following))
        else:
            _print_withdrawal(acting, found, place, dry=dry_run)
            print_next(acting.language, following)


def _print_withdrawal(acting: Acting, found: Withdrawal, place: Workplace, *, dry: bool) -> None:
    say = acting.language.say
    zh, en = ("将撤回", "would be withdrawn") if dry else ("已撤回", "were withdrawn")
    print_lines(
        say(
            f"导入编号 {found.batch}：{zh} {found.households} 户的 {found.entries} 条记录，其中 {found.unregistered} 户不再登记",
            f"Batch {found.batch}: {found.entries} entries of {found.households} households {en}; "
            f"{found.unregistered} of them are then not registered",
        )
    )
    if found.beyond:
        print_lines(
            say(
                "该次导入还涉及不在本部门管辖范围内的户，均予保留",
                "It wrote to households beyond this office as well; those are left as they are",
            )
        )
    if found.kept:
        from casework.application.importing.withdrawals import Kept

        words = CellWords(acting.language, divisions=lambda: place.reading.divisions)
        print_rows(acting.language, Kept, found.kept, words)
