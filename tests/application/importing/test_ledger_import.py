"""Ledgers taken in: what is recorded, what is refused, and what a second import changes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casework.application.commands.assistance import RecordReturn
from casework.application.commands.detection import ConfirmHousehold
from casework.application.commands.work import Place
from casework.application.importing.result import ImportResult
from casework.application.importing.run import LedgerAheadError
from casework.domain.codes.people import Employment
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.work import WorkKind
from casework.domain.fact import topic_of
from casework.domain.facts.households import MembersUpdated
from tests.support.ledgers.import_bench import AS_OF, HEADER, ImportBench, resident_id, row

FATHER = resident_id("19700515", 1)
MOTHER = resident_id("19750620", 2, male=False)
SON = resident_id("20000101", 3)


def topics(bench: ImportBench, number: str) -> list[str]:
    """The household's history by name."""
    return [topic_of(fact) for fact in bench.facts(number)]


def codes(result: ImportResult) -> tuple[list[str], list[str]]:
    """Codes of refused rows and of warnings."""
    return [p.code for p in result.refused], [p.code for p in result.warnings]


def test_a_household_with_nobody_in_work_is_registered_and_detected(bench: ImportBench) -> None:
    """Somebody able to work, nobody employed: the household has an open episode at once."""
    result = bench.import_rows(row("1", "禾一亩", FATHER), row("2", "麦两顷", MOTHER, status="务工"))

    assert (result.rows, result.persons, result.households, result.registered, result.detected) == (2, 2, 2, 2, 1)
    assert topics(bench, "1") == ["registered", "detected"]
    assert topics(bench, "2") == ["registered"]


def test_the_same_file_twice_changes_nothing(bench: ImportBench) -> None:
    """The log has the same length after the second import."""
    rows = (row("1", "禾一亩", FATHER), row("1", "麦两顷", MOTHER, relation="配偶"))
    bench.import_rows(*rows)
    before = bench.log.last_position()

    result = bench.import_rows(*rows)

    assert (result.registered, result.updated, result.unchanged) == (0, 0, 1)
    assert bench.log.last_position() == before


@pytest.mark.parametrize(
    "spelled",
    [
        row("1", "禾 一亩", FATHER.lower(), pay="3,500元"),
        row("1", "禾一亩", FATHER, pay="3500.00"),
        row("1", "禾一亩", FATHER, pay="3500", status="失业"),
    ],
)
def test_another_spelling_is_no_change(bench: ImportBench, spelled: list[str]) -> None:
    """Values are compared by meaning."""
    bench.import_rows(row("1", "禾一亩", FATHER, pay="3500"))
    assert bench.import_rows(spelled).unchanged == 1


def test_a_changed_file_records_exactly_the_differences(bench: ImportBench) -> None:
    """One members-updated names the changed fields; an unchanged household is left alone."""
    bench.import_rows(row("1", "禾一亩", FATHER, phone="10012345678", status="务工"), row("2", "麦两顷", MOTHER))

    result = bench.import_rows(
        row("1", "禾一亩", FATHER, phone="10087654321", status="务工", pay="4000"), row("2", "麦两顷", MOTHER)
    )

    assert (result.updated, result.unchanged) == (1, 1)
    updated = bench.facts("1")[-1]
    assert isinstance(updated, MembersUpdated)
    assert [change.fields for change in updated.changed] == [("monthly_pay", "phone")]
    assert bench.household("1").member(1).now.monthly_pay == Decimal(4000)


def test_a_member_missing_where_nothing_rests_on_her_has_left(bench: ImportBench) -> None:
    """The mother is gone from the ledger; the household that is not listed at all stays."""
    father = row("1", "禾一亩", FATHER, status="务工")
    bench.import_rows(father, row("1", "麦两顷", MOTHER, relation="配偶"), row("2", "稻三垄", SON))

    bench.import_rows(father)

    assert [state.number for state in bench.household("1").present()] == [1]
    assert [state.number for state in bench.household("2").present()] == [1]


def test_a_refused_row_never_makes_its_person_leave(bench: ImportBench) -> None:
    """The mother's row has a wrong check digit: she stays a member."""
    bench.import_rows(row("1", "禾一亩", FATHER), row("1", "麦两顷", MOTHER, relation="配偶"))
    wrong = MOTHER[:-1] + ("1" if MOTHER[-1] != "1" else "2")

    result = bench.import_rows(row("1", "禾一亩", FATHER), row("1", "麦两顷", wrong, relation="配偶"))

    assert codes(result)[0] == ["id-checksum"]
    assert [state.number for state in bench.household("1").present()] == [1, 2]


def test_a_refused_row_that_says_employed_withholds_the_detection(bench: ImportBench) -> None:
    """The household may have somebody in work: it is registered, warned about and not detected."""
    wrong = MOTHER[:-1] + ("1" if MOTHER[-1] != "1" else "2")

    result = bench.import_rows(row("1", "禾一亩", FATHER), row("1", "麦两顷", wrong, relation="配偶", status="务工"))

    assert codes(result) == (["id-checksum"], ["detection-withheld"])
    assert result.detected == 0
    assert topics(bench, "1") == ["registered"]


def test_a_duplicate_that_says_employed_withholds_the_detection_too(bench: ImportBench) -> None:
    """The father stands in another household already; as long as that is not cleared up, his wife is not at risk."""
    bench.import_rows(row("1", "禾一亩", FATHER))

    result = bench.import_rows(row("2", "禾一亩", FATHER, status="务工"), row("2", "麦两顷", MOTHER, relation="配偶"))

    assert codes(result) == (["duplicate-person"], ["detection-withheld"])
    assert topics(bench, "2") == ["registered"]


def test_a_row_that_stands_twice_keeps_nobody_else(bench: ImportBench) -> None:
    """The second row of the mother is refused as hers; the son, who is not listed, has left."""
    mother = row("1", "麦两顷", MOTHER, relation="配偶")
    father = row("1", "禾一亩", FATHER, status="务工")
    bench.import_rows(father, mother, row("1", "禾小满", SON, relation="子"))

    result = bench.import_rows(father, mother, mother)

    assert codes(result)[0] == ["duplicate-person"]
    assert [state.number for state in bench.household("1").present()] == [1, 2]


@pytest.mark.parametrize(("written", "same"), [("1975年6月", True), ("1975-06-20", True), ("1975年7月", False)])
def test_a_person_without_id_is_found_again_when_the_id_comes(bench: ImportBench, written: str, same: bool) -> None:
    """The birth month alone, beside the name, is enough; another month is asked about."""
    header = [*HEADER, "出生年月"]
    father = [*row("1", "禾一亩", FATHER), ""]
    bench.import_rows(father, [*row("1", "麦两顷", "", relation="配偶"), written], header=header)

    result = bench.import_rows(father, [*row("1", "麦两顷", MOTHER, relation="配偶"), ""], header=header)

    assert [state.number for state in bench.household("1").present()] == [1, 2]
    assert codes(result)[0] == ([] if same else ["another-id"])


def test_a_withheld_detection_comes_with_the_next_clean_ledger(bench: ImportBench) -> None:
    """The refused row is gone from the next ledger; nothing else changed, and the household is detected."""
    wrong = MOTHER[:-1] + ("1" if MOTHER[-1] != "1" else "2")
    bench.import_rows(row("1", "禾一亩", FATHER), row("1", "麦两顷", wrong, relation="配偶", status="务工"))

    result = bench.import_rows(row("1", "禾一亩", FATHER))

    assert (result.updated, result.unchanged, result.detected) == (0, 1, 1)
    assert topics(bench, "1") == ["registered", "detected"]


def test_a_birthday_since_the_last_import_is_noticed(bench: ImportBench) -> None:
    """Fifteen on 2 March, sixteen on 3 March: the same ledger a day later detects the household, and once only."""
    ledger = row("1", "稻三垄", resident_id("20100303", 5), relation="户主")
    assert bench.import_rows(ledger).detected == 0

    bench.later(days=1)
    assert bench.import_rows(ledger, assessed_on=date(2026, 3, 3)).detected == 1
    assert bench.import_rows(ledger, assessed_on=date(2026, 3, 3)).detected == 0


def test_a_ledger_of_a_day_that_has_not_come_is_refused(bench: ImportBench) -> None:
    """A boy of fifteen is not found today because he will be sixteen; today is the last day that can be asked about."""
    with pytest.raises(LedgerAheadError) as refusal:
        bench.import_rows(row("1", "稻三垄", resident_id("20100903", 5)), assessed_on=AS_OF + timedelta(days=1))
    assert refusal.value.day == AS_OF + timedelta(days=1)
    assert bench.facts("1") == []
    assert bench.import_rows(row("1", "稻三垄", resident_id("20100903", 5)), assessed_on=AS_OF).registered == 1


def test_an_older_ledger_says_nothing_against_a_newer_one(bench: ImportBench) -> None:
    """Telephone and work of the newer one stand, nobody leaves, and every row is told so; a blank it may fill."""
    later = row("1", "禾一亩", FATHER, phone="13800000002", status="务工")
    bench.import_rows(later, row("1", "麦两顷", MOTHER, relation="配偶"))
    older = bench.import_rows(
        row("1", "禾一亩", FATHER, phone="13800000001", status="未就业"), assessed_on=AS_OF - timedelta(days=60)
    )
    assert (older.detected, [warning.code for warning in older.warnings]) == (0, ["older-ledger"])
    household = bench.household("1")
    assert [member.number for member in household.present()] == [1, 2]
    assert household.is_employed(1)
    assert bench.import_rows(later, row("1", "麦两顷", MOTHER, relation="配偶")).updated == 0


def test_a_blank_id_takes_nobody_his_id(bench: ImportBench) -> None:
    """The cell was emptied; the father keeps his id and is still found by it."""
    bench.import_rows(row("1", "禾一亩", FATHER))
    header = [*HEADER, "出生日期"]

    result = bench.import_rows([*row("1", "禾一亩", ""), "1970-05-15"], header=header)

    assert result.unchanged == 1
    assert codes(bench.import_rows(row("2", "禾一亩", FATHER))) == ([], ["household-recognised"])


def test_what_the_ledger_did_not_change_never_overrides_a_placement(bench: ImportBench) -> None:
    """The old file still says 未就业; the father was placed since and stays employed."""
    bench.import_rows(row("1", "禾一亩", FATHER))
    household = bench.id_of("1")
    bench.casework.carry_out(ConfirmHousehold(source=VerificationSource.VISIT), household, by="town")
    bench.casework.carry_out(Place(member=1, kind=WorkKind.CONTRACT, since=date(2026, 3, 2)), household, by="li.na")

    result = bench.import_rows(row("1", "禾一亩", FATHER, phone="10012345678"))

    assert result.updated == 1
    assert bench.household("1").member(1).now.employment is Employment.EMPLOYED


def test_a_job_that_ended_is_not_revived_by_an_old_ledger(bench: ImportBench) -> None:
    """The ledger said 务工 all along; the job ended since, and the second import leaves it so."""
    bench.import_rows(row("1", "禾一亩", FATHER, status="务工"), row("1", "麦两顷", MOTHER, relation="配偶"))
    household = bench.id_of("1")
    bench.casework.carry_out(RecordReturn(member=1, on=date(2026, 3, 1)), household, by="li.na")
    assert topics(bench, "1")[-1] == "detected"

    result = bench.import_rows(row("1", "禾一亩", FATHER, status="务工"), row("1", "麦两顷", MOTHER, relation="配偶"))

    assert result.unchanged == 1
    assert bench.household("1").member(1).now.employment is Employment.NOT_EMPLOYED
    assert codes(result)[1] == ["employed-in-open-episode"]


def test_the_ledger_never_closes_an_open_episode(bench: ImportBench) -> None:
    """A ledger that says employed is recorded and warned about; the episode stays open."""
    bench.import_rows(row("1", "禾一亩", FATHER))

    result = bench.import_rows(row("1", "禾一亩", FATHER, status="务工"))

    assert codes(result)[1] == ["employed-in-open-episode"]
    assert bench.household("1").open_episode().number == 1


def test_somebody_registered_elsewhere_is_a_duplicate(bench: ImportBench) -> None:
    """The father stands in household 1, which this file does not list: his second row is refused."""
    bench.import_rows(row("1", "禾一亩", FATHER))

    result = bench.import_rows(row("2", "禾一亩", FATHER), row("2", "稻三垄", SON, relation="子"))

    assert [(p.code, p.row, p.column) for p in result.refused] == [("duplicate-person", 2, "身份证号")]
    assert (result.rows, result.persons, result.registered) == (2, 1, 1)


def test_two_numbers_that_changed_places_move_nobody(bench: ImportBench) -> None:
    """The village sorted its ledger anew: everybody stays in the household that is his; so in a chain of three."""
    bench.import_rows(row("1", "禾一亩", FATHER), row("2", "麦两顷", MOTHER), row("3", "稻三垄", SON))

    swapped = bench.import_rows(row("1", "麦两顷", MOTHER), row("2", "禾一亩", FATHER), row("3", "稻三垄", SON))
    chained = bench.import_rows(row("1", "禾一亩", FATHER), row("2", "稻三垄", SON), row("3", "麦两顷", MOTHER))

    assert codes(swapped) == ([], ["household-recognised"] * 2)
    assert codes(chained) == ([], ["household-recognised"] * 2)
    assert (swapped.unchanged, chained.unchanged) == (3, 3)
    assert [len(bench.facts(number)) for number in "123"] == [2, 2, 2]


def test_a_column_that_is_missing_says_nothing(bench: ImportBench) -> None:
    """Without the column 劳动能力 nobody becomes capable again, without 联系电话 no number is lost."""
    bench.import_rows(row("1", "禾一亩", FATHER, capacity="丧失劳动力", phone="10012345678"))
    kept = [place for place, name in enumerate(HEADER) if name not in ("劳动能力", "联系电话")]
    shorter = [row("1", "禾一亩", FATHER)[place] for place in kept]

    result = bench.import_rows(shorter, header=[HEADER[place] for place in kept])

    assert result.unchanged == 1
    assert topics(bench, "1") == ["registered"]


def test_a_dry_run_records_nothing_and_counts_the_same(bench: ImportBench) -> None:
    """The preview of an import is the import without its facts."""
    rows = (row("1", "禾一亩", FATHER), row("2", "麦两顷", MOTHER, status="务工"))
    before = bench.log.last_position()

    preview = bench.import_rows(*rows, dry=True)

    assert (preview.batch, bench.log.last_position()) == (None, before)
    done = bench.import_rows(*rows)
    assert (preview.households, preview.registered, preview.detected) == (
        done.households,
        done.registered,
        done.detected,
    )


def test_a_household_without_number_is_listed_by_its_heads_hash(bench: ImportBench) -> None:
    """P- and ten characters; found again by the next import."""
    kept = [place for place, name in enumerate(HEADER) if name != "户编号"]
    rows = [
        [r[place] for place in kept] for r in (row("", "禾一亩", FATHER), row("", "麦两顷", MOTHER, relation="配偶"))
    ]
    header = [HEADER[place] for place in kept]

    assert bench.import_rows(*rows, header=header).registered == 1
    assert bench.import_rows(*rows, header=header).unchanged == 1


def test_an_import_signs_its_facts_with_its_batch(bench: ImportBench) -> None:
    """Every fact names the batch, and the batch keeps the account."""
    result = bench.import_rows(row("1", "禾一亩", FATHER))
    assert {entry.by for entry in bench.log.entries(bench.id_of("1"))} == {f"import:{result.batch}"}


def test_a_refused_row_without_a_household_never_makes_its_person_leave(bench: ImportBench) -> None:
    """The mother's row lost its household number: she is refused, and stays where she was."""
    bench.import_rows(row("1", "禾一亩", FATHER), row("1", "麦两顷", MOTHER, relation="配偶"))
    lost = row("", "麦两顷", MOTHER, relation="户主")

    result = bench.import_rows(row("1", "禾一亩", FATHER), lost)

    assert codes(result)[0] == ["missing-household"]
    assert [state.number for state in bench.household("1").present()] == [1, 2]


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3"]),
        st.integers(1, 6),
        st.sampled_from(["务工", "未就业", "", "服兵役", "说不清"]),
        st.sampled_from(["", "丧失劳动力", "弱劳力"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15, deadline=None)
@given(first=PEOPLE, second=PEOPLE)
@example(
    first=[("1", 2, "务工", ""), ("1", 3, "务工", "")],
    second=[("1", 1, "务工", ""), ("2", 2, "务工", ""), ("3", 3, "务工", "")],
)
def test_importing_twice_is_importing_once(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[str, int, str, str]],
    second: list[tuple[str, int, str, str]],
) -> None:
    """Whatever two ledgers say one after the other, repeating the last one changes nothing."""
    folder = tmp_path_factory.mktemp("twice")
    bench = ImportBench(f"sqlite:///{folder / 'casework.sqlite'}", folder)
    try:
        for ledger in (first, second):
            rows = [
                row(number, f"禾{who}亩", resident_id("19800101", who), relation="子", status=status, capacity=capacity)
                for number, who, status, capacity in ledger
            ]
            once = bench.import_rows(*rows)
            length = bench.log.last_position()
            twice = bench.import_rows(*rows)
            assert bench.log.last_position() == length
            assert (twice.registered, twice.updated, twice.detected) == (0, 0, 0)
            assert twice.unchanged == once.households
    finally:
        bench.log.close()
