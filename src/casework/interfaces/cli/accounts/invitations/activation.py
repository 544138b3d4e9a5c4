"""Answering an invitation on the command line, and using a disabled account again."""

from __future__ import annotations

import rich_click as click

from casework.interfaces.cli.accounts.arguments import PASSWORD, read_argument, refuse_without_password
from casework.interfaces.cli.accounts.directory_acts import act, say_done
from casework.interfaces.cli.accounts.invitations.invitation_link import code_in
from casework.interfaces.cli.accounts.sign_in.hidden_words import new_password
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import NameType, WrongValueError
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import AFTER_ACTIVATION
from casework.interfaces.workplace.invocation import Acting, Asked


@click.command(
    "activate",
    help="凭邀请码启用账号；或以 --again 恢复已停用的账号（须另行授职）\n\n"
    "Answer an invitation with its code, or let a disabled account be used again with --again; its offices are granted anew.",
)
@click.argument(
    "code",
    metavar="CODE",
    type=NameType(),
    required=True,
    help="邀请码、二维码中的文字或链接，或账号（- 从标准输入读） the code, what its QR code says, its link, or the account; - reads stdin",
)
@click.option("--again", "repeated", is_flag=True, help="恢复已停用的账号 let a disabled account be used again")
@PASSWORD
@acts(at=False, looks="code")
@COMMAND_ID
def account_activate_command(acting: Acting, code: str, repeated: bool, chooses: bool, command_id: str | None) -> None:
    from casework.application.authentication.sign_in import SignIn
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.accounts.invitations import reactivate

    asked = Asked(database=acting.database, language=acting.language, json=acting.json)
    with workplace(acting if repeated else asked, unasked=not repeated) as place:  # a code is answered by nobody yet
        desk, code = AccountDesk(place.casework), read_argument(code)
        if repeated:
            _refuse_nobody(acting)
            receipt = act(place, acting, "account activate", reactivate, {"account": code}, command_id)
            say_done(acting, receipt, AFTER_ACTIVATION)
            return
        refuse_without_password(place.settings.mode, chooses)
        if chooses:
            sign_in = SignIn(place.casework, place.settings.database)
            number = sign_in.activate(code_in(code), new_password(acting.language), command_id=command_id)
        else:
            number = desk.activate(code_in(code), command_id=command_id)
    if acting.json:
        print_json({"account": number} | next_step(AFTER_ACTIVATION))
        return
    print_lines(acting.language.say(f"账号{number}已启用", f"Account {number} is active"))
    print_next(acting.language, AFTER_ACTIVATION)


def _refuse_nobody(acting: Acting) -> None:
    if not acting.by:
        raise WrongValueError(zh="恢复账号须写明办理人：--as", en="Say who does it: --as")
