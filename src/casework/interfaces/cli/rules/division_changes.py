"""SentenceOf the program of a change of divisions: what follows from it first, then the record, then the households."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.stages import Stage
from casework.domain.columns import ListRow, column
from casework.domain.divisions.codes import full_code
from casework.domain.errors import InvalidValueError
from casework.domain.labels import Label
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.wording.answers import as_json, next_step
from casework.interfaces.wording.next_steps import after_change_of_divisions
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.progress import progress_line
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.rules.divisions import VillageChangesDone
    from casework.domain.divisions.changes import NumberedChange
    from casework.domain.divisions.same_day import Standing
    from casework.domain.divisions.tree import Divisions
    from casework.domain.facts.office.divisions import DivisionChange
    from casework.interfaces.workplace.bootstrap import Workplace

RULE = Label(
    "规则：合并、划转的村，全部户自该日起属承接村；拆分的村，户留在主要承接村，名单上的除外。帮扶干部不变；期限继续计算，"
    "仍适用起算时的政策；部门的责任和以后的升级归新的乡镇、县区；已发出的通知不变。",
    "The rule: all households of a merged or moved village belong to its successor from the day on; those of a split "
    "one stay with the main successor unless they are listed. The cadre stays; deadlines run on under the policy that "
    "governed them when they started; duties of offices and later steps go to the new township and county; notices "
    "that were sent stay.",
)

MOST_BYTES = 10_000_000

Plan = Callable[["Standing", Callable[[str], Collection[str]]], "tuple[DivisionChange, ...]"]
"""What an announcement comes to: given the divisions before it, and which ledger numbers a village has."""

Counted = dict[tuple[str, str, Stage], int]
"""How many households go from which village to which, in which stage."""


class HouseholdFlow(ListRow, frozen=True, kw_only=True, rename={"before": "from", "after": "to"}):
    """Households of one stage that a change takes from one village to another."""

    title = Label("各户去向", "Where households go")
    on_screen = ("before_name", "after_name", "stage", "households")

    before: Annotated[str, column("原村代码", "code before")]
    after: Annotated[str, column("转入村代码", "code after")]
    stage: Annotated[Stage, column("阶段", "stage")]
    households: Annotated[int, column("户数", "households")]
    before_name: Annotated[str, column("原属", "from", in_json=False)]
    after_name: Annotated[str, column("转入", "to", in_json=False)]


class Announced(NamedTuple):
    """
    A change from a day on; `correct` allows a day that has passed, `same_name` a neighbour's name; a `dry_run` records
    nothing.
    """

    on: date
    correct: bool
    same_name: bool
    dry_run: bool
    plan: Plan


def change_divisions(acting: Acting, announced: Announced) -> None:
    """
    Record the change, carry the households over when its day has come, and say what came of it.

    Raises DivisionChangeRefusedError, NeighboursNameError and DivisionCodeError; nothing was recorded.
    """
    from casework.application.rules.divisions import VillageChangesDone, record_change, recorded_changes
    from casework.domain.divisions.changes import NumberedChange
    from casework.domain.divisions.same_day import announced as as_announced

    with workplace(acting) as place:
        today = shanghai_date(place.clock.now())
        before = place.reading.divisions_on(announced.on - timedelta(days=1))

        def fact(known: Sequence[NumberedChange]) -> Any:
            return as_announced(
                lambda standing: announced.plan(standing, lambda village: _numbers(place, village)),
                announced.on,
                before=before,
                known=known,
                today=today,
                correct=announced.correct,
                same_name=announced.same_name,
            )

        if announced.dry_run:
            change, position = NumberedChange(number=0, fact=fact(recorded_changes(place.casework))), None
        else:
            receipt = record_change(place.casework, fact, by=acting.by)
            change, position = receipt.change, receipt.position
        counted = _counted(place, change, recorded_changes(place.casework))
        comes = not announced.dry_run and announced.on <= today
        carried = change_due_villages(acting, place) if comes else VillageChangesDone()
        place.reading.catch_up()
        flows = _flows(counted, change, before, place.reading.divisions_on(announced.on))
    following = after_change_of_divisions(announced.on, dry_run=announced.dry_run, comes=comes, left=carried.left)
    if acting.json:
        print_json(_answer(change, position, flows, carried) | next_step(following))
    else:
        _print(acting, announced, change, position, flows, carried, before)
        print_next(acting.language, following)


def change_due_villages(asked: Asked, place: Workplace) -> VillageChangesDone:
    """The households follow every change whose day has come, those who did when the lists were opened among them."""
    from casework.application.rules.divisions import VillageChangesDone
    from scheduler.duties.village_changes import carry_over_due

    reading = place.reading
    with progress_line(asked) as tell:
        done = carry_over_due(
            place.casework,
            reading.engine,
            catch_up=reading.catch_up,
            progress=lambda households: tell(f"已转 {households} 户", f"{households} households"),
        )
    return VillageChangesDone(households=place.carried_over.households + done.households, left=done.left)


def listed_households(file: Path) -> dict[str, str]:
    """
    Ledger numbers and the villages they go to, from lines NUMBER,CODE; a first line without a code is a header.

    Raises InvalidValueError naming the line that cannot be taken.
    """
    listed: dict[str, str] = {}
    for place, row in enumerate(_rows(file), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != 2 or not cells[0] or not cells[1].isdigit() or listed.get(cells[0], cells[1]) != cells[1]:
            if place == 1 and len(cells) == 2 and not cells[1].isdigit():
                continue
            raise InvalidValueError(
                "households",
                zh=f"{file.name} 第{place}行应为户编号、村代码两列，以逗号分隔，每户一行",
                en=f"{file.name}, line {place}: it should read NUMBER,CODE, one line a household",
            )
        listed[cells[0]] = cells[1]
    return listed


def _rows(file: Path) -> list[list[str]]:
    try:
        content = file.read_bytes() if file.stat().st_size <= MOST_BYTES else b"\xff"
        return list(csv.reader(content.decode("utf-8-sig").splitlines()))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        zh = f"无法读取 {file.name}：{reason}，请核对文件名和权限"
        en = f"{file.name} cannot be read: {reason}; check its name and who may read it"
    except (UnicodeDecodeError, csv.Error):
        zh, en = f"{file.name} 不是 UTF-8 的 CSV 文件", f"{file.name} is no CSV file in UTF-8"
    raise InvalidValueError("households", zh=zh, en=en) from None


def _numbers(place: Workplace, village: str) -> set[str]:
    from projections.lists.household_finder import households_of

    return {
        household.number
        for household in households_of(place.reading.engine, [full_code(village)], scope=place.scope).rows
    }


def _counted(place: Workplace, change: NumberedChange, known: Sequence[NumberedChange]) -> Counted:
    """Who goes where, also of the households that have not followed an earlier change yet."""
    from casework.domain.divisions.changes import VillageChanges
    from projections.lists.household_finder import households_of

    others = [each for each in known if each.number < change.number or not change.number]
    earlier = VillageChanges.in_force(others, change.effective_on)
    leaving = {code for each in change.leaving() for code in each.codes}
    there = leaving | {former for village in leaving for former in earlier.predecessors(village)}
    counted: Counter[tuple[str, str, Stage]] = Counter()
    for household in households_of(place.reading.engine, there, scope=place.scope).rows:
        before = earlier.village_after(household.village, household.number)
        if before in leaving:
            counted[before, change.village_after(before, household.number), household.stage] += 1
    return counted


def _flows(counted: Counted, change: NumberedChange, before: Divisions, after: Divisions) -> list[HouseholdFlow]:
    """Where households go, by the names that the villages have before and after."""
    into = {entry.code: entry.name for each in change.fact.changes for entry in each.into}
    return [
        HouseholdFlow(
            before=old,
            after=new,
            stage=stage,
            households=count,
            before_name=f"{before.name(old)}({old})",
            after_name=f"{into.get(new) or after.name(new)}({new})",
        )
        for (old, new, stage), count in sorted(counted.items())
    ]


def _answer(
    change: NumberedChange, position: int | None, flows: Sequence[HouseholdFlow], carried: VillageChangesDone
) -> dict[str, Any]:
    return {
        "effective": change.effective_on,
        "position": position,
        "changes": [
            {
                "kind": each.kind,
                "from": each.codes,
                "into": each.into,
                "listed": sum(len(x.numbers) for x in each.listed),
            }
            for each in change.fact.changes
        ],
        "households": [as_json(flow) for flow in flows],
        "carried": carried.households,
        "left": carried.left,
        "rule": {"zh": RULE.zh, "en": RULE.en},
    }


def _print(
    acting: Acting,
    announced: Announced,
    change: NumberedChange,
    position: int | None,
    flows: Sequence[HouseholdFlow],
    carried: VillageChangesDone,
    before: Divisions,
) -> None:
    say, label = acting.language.say, acting.language.label
    for each in change.fact.changes:
        old = say("、", ", ").join(f"{before.name(code)}({code})" for code in each.codes)
        new = say("、", ", ").join(f"{entry.name}({entry.code})" for entry in each.into)
        print_lines(f"{label(each.kind)}：{old} → {new}" if say("zh", "en") == "zh" else f"{each.kind}: {old} -> {new}")
    if flows:
        print_rows(acting.language, HouseholdFlow, flows)
    print_lines(say(RULE.zh, RULE.en), say(*_outcome(announced, position, carried)))


def _outcome(announced: Announced, position: int | None, carried: VillageChangesDone) -> Label:
    if announced.dry_run:
        return Label("只查看，未记录", "Nothing was recorded")
    zh, en = (
        (f"已记录（序号{position}），自{announced.on}起", f"Recorded (position {position}), from {announced.on}")
        if position
        else (f"该变更已有记录，自{announced.on}起", f"This change is recorded already, from {announced.on}")
    )
    if carried.households or carried.left:
        zh += f"；已转入新村 {carried.households} 户" + (f"，{carried.left} 户留待下次" if carried.left else "")
        en += f"; {carried.households} households carried over" + (f", {carried.left} left" if carried.left else "")
    return Label(zh, en)
