"""All households of a cadre go to another one, in one act with a result for each (GY-12d, CZ-6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import rich_click as click

from casework.application.writing.many_households import Came, InHousehold
from casework.domain.columns import HouseholdRow, column
from casework.domain.facts.catalogue import fact_label
from casework.domain.labels import Label
from casework.domain.signer import account_of
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_lines, print_next, print_wanted
from casework.interfaces.cli.parameters import NameType, RegionType, WrongValueError
from casework.interfaces.wording.answers import as_json, next_step
from casework.interfaces.wording.filter_words import Said, Wanted, said_as_json
from casework.interfaces.wording.next_steps import NextStep, after_hand_over, recorded_without
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace
    from projections.lists.board import BoardEntry


def _named(facts: Sequence[str]) -> Label:
    names = [fact_label(topic) for topic in facts]
    return Label("、".join(name.zh for name in names), ", ".join(name.en for name in names))


class HandedOver(HouseholdRow, frozen=True, kw_only=True):
    """What an act on all households of a cadre came to in one of them."""

    title = Label("共 {} 户", "{} households")
    on_screen = ("household", "came", "facts", "why")

    came: Annotated[Came, column("结果", "result")]
    facts: Annotated[tuple[str, ...], column("记录", "recorded", words=_named)]
    why: Annotated[Label | None, column("原因", "why")] = None


REGION = click.option(
    "--region", type=RegionType(), metavar="CODE", envvar="CASEWORK_COUNTY", help="只办该区划 only below this division"
)
PREVIEW = click.option(
    "--preview", is_flag=True, help="预览：逐户列出结果，不记录 what it would come to; stores nothing"
)


@click.command(
    "hand-over",
    help="整体移交：把一名帮扶干部的全部户指派给另一名，逐户列出结果；接手人用 --accept 一并接手\n\n"
    "Assign all households of a cadre to another one, who accepts them together with --accept (GY-12d).",
)
@click.argument("cadre", type=NameType(), metavar="CADRE", required=True, help="现任帮扶干部 the cadre")
@click.argument("successor", type=NameType(), metavar="SUCCESSOR", required=True, help="接手的帮扶干部 the successor")
@click.option("--accept", is_flag=True, help="接手人本人接手已指派的户 the successor accepts what was assigned")
@click.option(
    "--beyond-capacity",
    is_flag=True,
    help="虽超出接手人的承担上限，仍要移交 though the successor carries as many as was said, it is meant",
)
@REGION
@PREVIEW
@COMMAND_ID
@acts(at=False)
def hand_over_command(
    acting: Acting,
    cadre: str,
    successor: str,
    accept: bool,
    beyond_capacity: bool,
    region: str | None,
    preview: bool,
    command_id: str | None,
) -> None:
    from casework.application.commands.responsibility import AcceptHousehold, AssignCadre
    from casework.application.writing.many_households import carry_out_in_all
    from casework.domain.decisions.cadres.capacity import is_beyond_capacity

    cadre, successor = account_of(cadre), account_of(successor)
    if cadre == successor:
        raise WrongValueError(zh="接手人与现任相同，请另写一人", en="The successor is the cadre; name somebody else")
    if accept and acting.by != successor:
        raise WrongValueError(zh="--accept 由接手人本人办理", en="--accept is the successor's own act")
    command = AcceptHousehold() if accept else AssignCadre(cadre=successor, beyond_capacity=beyond_capacity)
    with workplace(acting) as place:
        theirs = list(households_of_cadres(place, (cadre, successor) if accept else (cadre,), region))
        if not accept:
            context = place.casework.in_office(acting.office).context(acting.by)
            is_beyond_capacity(
                context, place.casework.actors.signature(successor), meant=beyond_capacity, more=len(theirs)
            )
        results = carry_out_in_all(
            place.casework,
            [each.id for each in theirs],
            lambda _: command,
            asked=("hand-over", cadre, successor, accept),
            by=acting.by,
            command_id=command_id,
            preview=preview,
        )
        step = after_hand_over(cadre, successor, accepted=accept)
        print_results(acting, theirs, list(results), step, preview=preview, cadre=cadre, region=region)


def households_of_cadres(place: Workplace, cadres: Sequence[str], region: str | None) -> Iterator[BoardEntry]:
    """The households of these cadres in a region."""
    from projections.lists.filters import HouseholdFilter

    place.reading.catch_up()
    for cadre in cadres:
        yield from place.reading.board.households(HouseholdFilter(cadre=cadre), scope=place.scope, region=region).rows


def print_results(
    acting: Acting,
    households: Sequence[BoardEntry],
    results: Sequence[InHousehold],
    following: NextStep,
    *,
    preview: bool,
    cadre: str,
    region: str | None,
) -> None:
    """
    The result of each household, and how many came to what; of a preview, what it would come to; and what follows.

    It says whose households in which division these are.
    """
    wanted = Wanted(own=(Said("cadre", Label("帮扶干部", "cadre"), cadre),))
    following = recorded_without("--preview") if preview else following
    rows = [_row(each, result) for each, result in zip(households, results, strict=True)]
    counts = {came: sum(row.came is came for row in rows) for came in Came}
    if acting.json:
        said = {str(came): count for came, count in counts.items()}
        items = [as_json(row) for row in rows]
        narrowed = {"filter": said_as_json(region, wanted)}
        print_json({"preview": preview, "counts": said, "items": items} | narrowed | next_step(following))
        return
    say = acting.language.say
    if rows:
        print_rows(acting.language, HandedOver, rows)
    found = [(came, count) for came, count in counts.items() if count]
    zh = "，".join(f"{came.zh} {count} 户" for came, count in found) or "没有户"
    en = ", ".join(f"{came.en}: {count}" for came, count in found) or "no households"
    print_wanted(acting, wanted, region)
    print_lines(say(f"预览，尚未记录：{zh}", f"A preview, nothing is stored: {en}") if preview else say(zh, en))
    print_next(acting.language, following)


def _row(household: BoardEntry, result: InHousehold) -> HandedOver:
    return HandedOver(
        household=household.household,
        id=household.id,
        village=household.village,
        village_name=household.village_name,
        came=result.came,
        facts=result.facts,
        why=result.why,
    )
