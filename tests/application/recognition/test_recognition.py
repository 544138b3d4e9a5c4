"""A household is its people over time, and nothing is concluded from silence (GY-2a)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casework.application.commands.detection import ConfirmHousehold
from casework.application.commands.work import Place
from casework.application.importing.answers import answers_template, given_answers
from casework.application.importing.result import ImportResult
from casework.application.recognition.member_outcomes import Outcome
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.work import WorkKind
from casework.domain.errors import InvalidValueError
from tests.support.ledgers.import_bench import HEADER, VILLAGE, ImportBench, resident_id, row

FATHER, MOTHER = resident_id("19800515", 1), resident_id("19820615", 2, male=False)
SON, STRANGER = resident_id("20000101", 3), resident_id("19790909", 4)


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Iterator[ImportBench]:
    """A bench with household 1, father and mother out of work, and household 2, a man alone."""
    bench = ImportBench(database_url, tmp_path)
    bench.import_rows(*family(), row("2", "稻三垄", SON))
    yield bench
    bench.log.close()


def family(number: str = "1", *, father: str = FATHER, status: str = "未就业") -> list[list[str]]:
    """Father and mother under a number."""
    return [
        row(number, "禾一亩", father, status=status),
        row(number, "麦两顷", MOTHER, relation="配偶"),
    ]


def placed(bench: ImportBench) -> None:
    """The father works by a contract."""
    household = bench.id_of("1")
    bench.casework.carry_out(ConfirmHousehold(source=VerificationSource.VISIT), household, by="town")
    bench.casework.carry_out(Place(member=1, kind=WorkKind.CONTRACT, since=date(2026, 3, 2)), household, by="li.na")


def said(result: ImportResult) -> list[str]:
    """The codes of what was refused and warned of."""
    return [problem.code for problem in (*result.refused, *result.warnings)]


def test_a_household_put_in_at_the_top_moves_nobody(bench: ImportBench) -> None:
    """Each number moved by one: the families keep their histories, the new one waits for an answer."""
    before = [len(bench.facts(number)) for number in "12"]

    result = bench.import_rows(row("1", "谷四方", STRANGER), *family("2"), row("3", "稻三垄", SON))

    assert said(result) == ["another-family", "household-recognised", "household-recognised"]
    assert [(each.of, each.text) for each in result.questions] == [("household", f"{VILLAGE}/1")]
    assert [len(bench.facts(number)) for number in "12"] == before
    assert bench.facts("3") == []


def test_who_says_that_other_people_are_meant_replaces_them(bench: ImportBench) -> None:
    """Only an answer makes the household of a number other people's."""
    settled = {("household", f"{VILLAGE}/2"): "same-household", ("member", f"{VILLAGE}/2/1"): "left"}

    result = bench.import_rows(row("2", "谷四方", STRANGER), decisions=settled)

    assert (result.refused, [each.outcome for each in result.outcomes]) == ([], [Outcome.LEFT])
    assert [state.number for state in bench.household("2").present()] == [2]


HALVES = (row("3", "禾一亩", FATHER), row("4", "麦两顷", MOTHER, relation="配偶", status="务工"))


def test_two_lists_that_lead_to_one_household_lose_nobody(bench: ImportBench) -> None:
    """The number went to other people, the family is listed in two halves: one keeps the household, one is a new one."""
    result = bench.import_rows(row("1", "谷四方", STRANGER, status="务工"), *HALVES)

    assert said(result) == ["another-family", "household-recognised"]
    assert (result.rows, result.persons, result.households, result.registered) == (3, 2, 2, 1)
    assert [state.number for state in bench.household("1").present()] == [1]
    assert [state.number for state in bench.household("4").present()] == [1]


def test_a_list_leads_to_no_household_that_other_people_were_said_to_be(bench: ImportBench) -> None:
    """The answer gives the number to the stranger, so both halves are households of their own; nobody is lost."""
    settled = {("household", f"{VILLAGE}/1"): "same-household"}

    result = bench.import_rows(row("1", "谷四方", STRANGER, status="务工"), *HALVES, decisions=settled)

    assert (result.rows, result.persons, result.households, result.registered) == (3, 3, 3, 2)
    assert [state.number for state in bench.household("1").present()] == [3]


@pytest.mark.parametrize("right", [resident_id("19800515", 11), resident_id("19800516", 1)])
def test_a_corrected_id_is_asked_about_and_ends_no_job(bench: ImportBench, right: str) -> None:
    """A digit or the birth day put right: before the answer nothing changes, after it the same member has the id."""
    placed(bench)
    before = bench.facts("1")

    asked = bench.import_rows(*family(father=right, status="务工"))

    assert (said(asked), bench.facts("1")) == (["another-id"], before)
    (question,) = asked.questions
    assert (question.of, question.text, question.suggestion) == ("person", f"{VILLAGE}/1/1", "same-person")

    answered = bench.import_rows(
        *family(father=right, status="务工"), decisions={(question.of, question.text): "same-person"}
    )

    assert [(each.member, each.outcome) for each in answered.outcomes] == [(1, Outcome.ID_CHANGED)]
    household = bench.household("1")
    assert [state.number for state in household.present()] == [1, 2]
    assert [placement.holds for placement in household.placements] == [True]
    assert bench.import_rows(*family(father=right, status="务工")).unchanged == 1


def test_another_person_of_the_same_name_is_said_to_be_one(bench: ImportBench) -> None:
    """He joins; the member of whom nothing is said stays, because the household is open."""
    key = ("person", f"{VILLAGE}/1/1")

    result = bench.import_rows(*family(father=resident_id("19800515", 11)), decisions={key: "another-person"})

    assert said(result) == ["member-missing"]
    assert [state.number for state in bench.household("1").present()] == [1, 2, 3]


def test_who_is_not_listed_while_something_rests_on_him_stays(bench: ImportBench) -> None:
    """Villages send only those without work: the man who works is a question, and no job ends."""
    placed(bench)
    before = bench.facts("1")

    result = bench.import_rows(family()[1])

    assert said(result) == ["member-missing"]
    assert (bench.facts("1"), result.outcomes, result.detected) == (before, [], 0)
    (question,) = result.questions
    assert (question.of, question.text, question.choices) == ("member", f"{VILLAGE}/1/1", ("left", "stays"))
    quiet = bench.import_rows(family()[1], decisions={(question.of, question.text): "stays"})
    assert (said(quiet), quiet.questions, bench.facts("1")) == ([], [], before)


def test_the_answer_that_he_left_ends_his_job_and_is_counted(bench: ImportBench) -> None:
    """The preview names everybody who would leave or end, masked; the import does the same."""
    placed(bench)
    left = {("member", f"{VILLAGE}/1/1"): "left"}

    preview = bench.import_rows(family()[1], decisions=left, dry=True)
    done = bench.import_rows(family()[1], decisions=left)

    for result in (preview, done):
        outcomes = [(each.household, each.member, each.name, each.outcome) for each in result.outcomes]
        assert outcomes == [("1", 1, "禾**", Outcome.LEFT), ("1", 1, "禾**", Outcome.JOB_ENDED)]
    assert [state.number for state in bench.household("1").present()] == [2]


def test_an_older_ledger_asks_nothing_of_who_is_missing(bench: ImportBench) -> None:
    """It says nothing of who belongs to the household today."""
    result = bench.import_rows(family()[1], assessed_on=date(2026, 2, 1))

    assert (said(result), result.questions) == (["older-ledger"], [])


def test_a_daughter_who_founds_a_household_takes_no_history_along(bench: ImportBench) -> None:
    """She is listed with a man from elsewhere: not her parents' household under another number."""
    result = bench.import_rows(row("5", "谷四方", STRANGER), row("5", "麦两顷", MOTHER, relation="配偶"))

    assert [problem.code for problem in result.refused] == ["duplicate-person"]
    assert [state.number for state in bench.household("1").present()] == [1, 2]
    assert [state.number for state in bench.household("5").present()] == [1]


@pytest.mark.parametrize(("name", "phone"), [("古丽•麦穗", "138-0013-8000"), ("古丽．麦 穗", "+86 13800138000")])
def test_another_dot_or_hyphen_is_spelling(bench: ImportBench, name: str, phone: str) -> None:
    """The same woman, with an id or by name and birth date alone."""
    bench.import_rows(row("7", "古丽·麦穗", resident_id("19860606", 2), phone="13800138000"))

    again = bench.import_rows(row("7", name, resident_id("19860606", 2), phone=phone))

    assert (again.unchanged, said(again)) == (1, [])


def test_the_questions_of_a_preview_are_answered_in_a_file(bench: ImportBench, tmp_path: Path) -> None:
    """The template names them in words; what is filled in decides, beside the words of the office."""
    placed(bench)
    preview = bench.import_rows(family()[1], dry=True)
    file = tmp_path / "answers.json"
    file.write_bytes(answers_template(preview.questions, VILLAGE).replace(b'"meaning": null', b'"meaning": "left"'))

    given = given_answers(file)

    assert (given.words, dict(given.decisions)) == ((), {("member", f"{VILLAGE}/1/1"): "left"})
    assert bench.import_rows(family()[1], decisions=dict(given.decisions)).outcomes[0].outcome is Outcome.LEFT
    file.write_bytes(file.read_bytes().replace(b'"meaning": "left"', b'"meaning": "employed"'))
    with pytest.raises(InvalidValueError, match="cannot be answered"):
        given_answers(file)


def test_a_passport_is_a_document_like_another(bench: ImportBench) -> None:
    """A foreign wife at work is taken in, found again by her passport, and her household is not at risk."""
    couple = [
        row("8", "禾五谷", resident_id("19850505", 8)),
        row("8", "黎氏兰", "B12345678", relation="妻", status="务工"),
    ]

    result = bench.import_rows(*couple)

    assert (said(result), result.persons, result.detected) == (["other-document"], 2, 0)
    assert bench.import_rows(*couple).unchanged == 1
    assert said(bench.import_rows(couple[0], row("8", "Le Thi Lan", "b1234 5678", relation="妻", status="务工"))) == [
        "other-document"
    ]
    assert [state.number for state in bench.household("8").present()] == [1, 2]


def test_two_passports_of_one_number_are_two_persons(bench: ImportBench) -> None:
    """Two countries gave it; the same number and name in another household is one person, as with any document."""
    wife = row("8", "黎氏兰", "B12345678", relation="妻", status="务工")
    bench.import_rows(row("8", "禾五谷", resident_id("19850505", 8)), wife)
    other = row("9", "阮氏花", "B12345678", relation="妻", status="务工")

    result = bench.import_rows(row("9", "麦九里", resident_id("19840404", 9)), other)

    assert (said(result), result.persons, result.refused) == (["other-document"], 2, [])
    again = bench.import_rows(row("10", "稻十亩", resident_id("19830303", 10)), ["10", *wife[1:]])
    assert [problem.code for problem in again.refused] == ["duplicate-person"]


NAMELESS = [*HEADER, "出生日期"]
"""As `HEADER`, for people of whom no id is known."""


def of_name_alone(status: str = "未就业", *, number: str = "9", id_number: str = "", born: str = "") -> list[str]:
    """A man of whom a ledger says his name and relation alone, unless he has got an id or a birth date by now."""
    return [*row(number, "糜九成", id_number, status=status), born]


def test_who_has_neither_id_nor_birth_date_is_taken_in_and_asked_about(bench: ImportBench) -> None:
    """The household waits: of unknown age he may be labour or not; the same ledger again changes nothing."""
    taken = bench.import_rows(of_name_alone(), header=NAMELESS)
    again = bench.import_rows(of_name_alone(), header=NAMELESS)

    assert said(taken) == ["identity-blank", "household-age-unknown"]
    assert "成员1" in taken.warnings[1].message.zh
    assert (taken.registered, taken.detected, taken.withheld) == (1, 0, 1)
    assert (again.unchanged, again.withheld, said(again)) == (1, 1, said(taken))


@pytest.mark.parametrize(
    ("id_number", "born", "found"),
    [
        (resident_id("19700707", 7), "", True),
        (resident_id("19300707", 7), "", False),
        ("", "1970-07-07", True),
    ],
)
def test_his_id_or_birth_date_makes_him_no_second_person(
    bench: ImportBench, id_number: str, born: str, found: bool
) -> None:
    """He is known by name and relation; his age decides now."""
    bench.import_rows(of_name_alone(), header=NAMELESS)

    result = bench.import_rows(of_name_alone(id_number=id_number, born=born), header=NAMELESS)

    assert [state.number for state in bench.household("9").present()] == [1]
    assert (result.updated, result.detected, result.withheld) == (1, int(found), 0)
    assert result.questions == []
    assert bench.import_rows(of_name_alone(), header=NAMELESS).unchanged == 1


def test_a_stranger_of_the_same_name_is_asked_about(bench: ImportBench) -> None:
    """Of another relation to the head he may be somebody else: nothing is concluded before somebody says so."""
    bench.import_rows(of_name_alone(), header=NAMELESS)
    before = bench.facts("9")
    other = [*row("9", "糜九成", resident_id("20010101", 9), relation="孙"), ""]

    asked = bench.import_rows(other, header=NAMELESS)

    assert (said(asked), bench.facts("9")) == (["another-id"], before)
    assert [(each.of, each.text) for each in asked.questions] == [("person", f"{VILLAGE}/9/1")]
    key = ("person", f"{VILLAGE}/9/1")
    bench.import_rows(other, of_name_alone(), header=NAMELESS, decisions={key: "another-person"})
    assert [state.number for state in bench.household("9").present()] == [1, 2]


def test_who_works_is_work_of_whatever_age(bench: ImportBench) -> None:
    """A passport's holder and a man without papers count as employed; nobody is found jobless for their documents."""
    result = bench.import_rows(of_name_alone("务工"), header=NAMELESS)
    assert (result.registered, result.detected, result.withheld) == (1, 0, 0)


def test_a_child_without_papers_hides_no_jobless_family(bench: ImportBench) -> None:
    """Father and mother are labour for certain: the household is found, however old the third one is."""
    father, mother = resident_id("19810101", 21), resident_id("19820202", 22, male=False)
    result = bench.import_rows(
        [*row("8", "黍三秋", father), ""],
        [*row("8", "稷四野", mother, relation="妻"), ""],
        [*row("8", "黍五谷", "新生儿", relation="子"), ""],
        header=NAMELESS,
    )
    assert (result.persons, result.detected, result.withheld) == (3, 1, 0)


def test_digits_of_a_named_document_are_a_person(bench: ImportBench) -> None:
    """Two countries' passports of one number are two persons; the same one under two households is one."""
    header = [*NAMELESS, "证件类型"]

    def holder(number: str, name: str, village: str = "禾坪村") -> list[str]:
        return [*row(number, name, "12345678", village=village), "1980-01-01", "护照"]

    result = bench.import_rows(holder("6", "黎氏兰"), holder("7", "阮氏梅"), header=header)
    assert said(result) == ["other-document", "other-document"]
    assert result.detected == 2
    elsewhere = bench.import_rows(holder("5", "黎氏兰", village="双穗村"), header=header)
    assert said(elsewhere) == ["other-document", "household-recognised"]
