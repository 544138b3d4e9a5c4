"""A cadre is on leave from day to day: somebody else has the duties in all households meanwhile (GY-12d)."""

from __future__ import annotations

from datetime import date

import rich_click as click

from casework.domain.divisions.codes import full_code
from casework.domain.errors import NotNowError
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.household.state import Household
from casework.domain.signer import account_of
from casework.domain.written.days import Lies
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.office.cadres.hand_over import PREVIEW, REGION, households_of_cadres, print_results
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.parameters import DayType, NameType
from casework.interfaces.wording.next_steps import after_leave
from casework.interfaces.workplace.invocation import Acting


@click.command(
    "cadre-leave",
    help="离岗代管：帮扶干部离岗期间，全部户及新指派的户由他人代管，期满自动交还；提前或推迟返岗时以同一起始日再办一次\n\n"
    "While a cadre is on leave somebody stands in, in all households, those that come meanwhile as well; the duties come back by themselves (GY-12d).",
)
@click.argument("cadre", type=NameType(), metavar="CADRE", required=True, help="离岗的帮扶干部 the cadre")
@click.argument("stand_in", type=NameType(), metavar="STAND_IN", required=True, help="代管人 who stands in")
@click.option(
    "--from", "first_on", type=DayType(Lies.AHEAD), required=True, metavar="DATE", help="起始日 the first day"
)
@click.option(
    "--to", "last_on", type=DayType(Lies.AHEAD), required=True, metavar="DATE", help="截止日（含） the last day"
)
@REGION
@PREVIEW
@COMMAND_ID
@acts(at=False)
def leave_command(
    acting: Acting,
    cadre: str,
    stand_in: str,
    first_on: date,
    last_on: date,
    region: str | None,
    preview: bool,
    command_id: str | None,
) -> None:
    from casework.application.commands.responsibility import NameStandIn
    from casework.application.rules.leaves import record_leave
    from casework.application.writing.many_households import carry_out_in_all

    cadre, stand_in = account_of(cadre), account_of(stand_in)
    command = NameStandIn(stand_in=stand_in, first_on=first_on, last_on=last_on)

    def of_the_cadre(household: Household) -> NameStandIn:
        if household.cadre != cadre:
            raise NotNowError(
                zh=f"{cadre}已不是该户的帮扶干部，请先查看该户",
                en=f"{cadre} is the household's cadre no more; check the household",
            )
        return command

    with workplace(acting) as place:
        record_leave(
            place.casework,
            cadre=cadre,
            stand_in=stand_in,
            first_on=first_on,
            last_on=last_on,
            by=acting.by,
            division=full_code(region) if region else EVERYWHERE,
            preview=preview,
        )
        theirs = list(households_of_cadres(place, (cadre,), region))
        results = carry_out_in_all(
            place.casework,
            [each.id for each in theirs],
            of_the_cadre,
            asked=("leave", cadre, stand_in, first_on, last_on),
            by=acting.by,
            command_id=command_id,
            preview=preview,
        )
        print_results(acting, theirs, list(results), after_leave(stand_in), preview=preview, cadre=cadre, region=region)
