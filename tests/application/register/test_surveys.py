"""What a survey or a visit says: recorded exactly, compared with what is known, refused where it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casework.application.commands.detection import DecideNotEligible, FindNotEligible
from casework.application.commands.survey import Register, SurveyedHousehold, SurveyedMember
from casework.application.log.records.errors import PersonElsewhereError
from casework.application.people.personal_data import personal_data
from casework.application.register.surveys import take_survey
from casework.application.writing.references.reference_streams import load_divisions
from casework.domain.codes.people import Employment, HouseholdCategory, Willingness
from casework.domain.codes.sources import Source, VerificationSource
from casework.domain.codes.verification import Finding, NotEligible
from casework.domain.decisions.findings.signatures import SignedRecord
from casework.domain.details.findings import MemberFinding
from casework.domain.fact import topic_of
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.members import PersonPrivate
from tests.support.ledgers.import_bench import DIVISIONS, VILLAGE, ImportBench, resident_id, row

FATHER = resident_id("19700515", 1)
SON = resident_id("20000101", 3)
SIGNED = SignedRecord(name="禾一亩", relation="本人", signed_on=date(2026, 3, 2))


@pytest.fixture
def bench(sqlite_url: str, tmp_path: Path) -> Iterator[ImportBench]:
    """A bench with household 1: a father of 55, out of work."""
    bench = ImportBench(sqlite_url, tmp_path)
    load_divisions(bench.casework, DIVISIONS.entries(), by="clerk")
    bench.import_rows(row("1", "禾一亩", FATHER, phone="10012345678"))
    yield bench
    bench.log.close()


def survey(*members: SurveyedMember, **values: object) -> Register:
    """What was found out about household 1."""
    return Register(number="1", village=VILLAGE, members=members, **values)  # type: ignore[arg-type]


def topics(bench: ImportBench, number: str = "1") -> list[str]:
    """The household's history by name."""
    return [topic_of(fact) for fact in bench.facts(number)]


def known(bench: ImportBench, number: str = "1") -> dict[int, PersonPrivate]:
    """The members' own data as they stand."""
    entries = bench.log.entries(bench.id_of(number))
    return personal_data(entries, bench.log.unseal_all(entries)).now


def test_only_what_is_stated_is_recorded(bench: ImportBench) -> None:
    """One changed field, with who said it and from which day on."""
    said = survey(SurveyedMember(number=1, phone="10099999999"), informant="邻居", effective_on=date(2026, 3, 2))
    take_survey(bench.casework, said, by="li.na")
    fact = bench.facts("1")[-1]
    assert isinstance(fact, MembersUpdated)
    assert (fact.source, fact.effective_on) == (Source.SURVEY, date(2026, 3, 2))
    assert [(change.member.number, change.fields) for change in fact.changed] == [(1, ("phone",))]
    assert (known(bench)[1].phone, known(bench)[1].name) == ("10099999999", "禾一亩")


def test_an_older_survey_is_kept_and_changes_nothing_newer(bench: ImportBench) -> None:
    """The ledger of 2 March has his telephone; a form of 1 March with another one is in the history alone."""
    before = known(bench)[1].phone
    said = survey(SurveyedMember(number=1, phone="10099999999", education="初中"), effective_on=date(2026, 3, 1))
    take_survey(bench.casework, said, by="li.na")
    assert isinstance(bench.facts("1")[-1], MembersUpdated)
    assert (known(bench)[1].phone, known(bench)[1].education) == (before, "初中")


def test_what_is_known_already_is_quiet(bench: ImportBench) -> None:
    """Spaces and the case of an id are spelling."""
    said = survey(
        SurveyedMember(number=1, name="禾 一亩", resident_id=FATHER.lower(), employment=Employment.NOT_EMPLOYED)
    )
    assert take_survey(bench.casework, said, by="li.na").position is None
    assert topics(bench) == ["registered", "detected"]


def test_a_new_member_gets_the_next_number(bench: ImportBench) -> None:
    """Birth date and sex are those of his id; he can be found by it."""
    take_survey(bench.casework, survey(SurveyedMember(name="禾二亩", resident_id=SON)), by="li.na")
    member = bench.household("1").member(2).now
    assert (member.birth_date, str(member.sex)) == (date(2000, 1, 1), "male")
    with pytest.raises(PersonElsewhereError):
        take_survey(
            bench.casework,
            Register(number="2", village=VILLAGE, members=(SurveyedMember(name="禾二亩", resident_id=SON),)),
            by="li.na",
        )


def test_a_member_who_left_is_free(bench: ImportBench) -> None:
    """He can be registered in another household."""
    take_survey(bench.casework, survey(SurveyedMember(name="禾二亩", resident_id=SON)), by="li.na")
    take_survey(bench.casework, survey(left=(2,)), by="li.na")
    elsewhere = Register(number="2", village=VILLAGE, members=(SurveyedMember(name="禾二亩", resident_id=SON),))
    take_survey(bench.casework, elsewhere, by="li.na")
    assert topics(bench, "2") == ["registered", "detected"]


def test_a_new_household_has_its_own_values(bench: ImportBench) -> None:
    """Category and informant too."""
    said = Register(
        number="2",
        village=VILLAGE,
        source=Source.VISIT,
        informant="邻居",
        household=SurveyedHousehold(category=HouseholdCategory.MARGINAL, relocated=True),
        members=(SurveyedMember(name="禾二亩", employment=Employment.EMPLOYED),),
    )
    take_survey(bench.casework, said, by="li.na")
    fact = bench.facts("2")[0]
    assert isinstance(fact, Registered)
    assert (fact.source, fact.values.category, fact.values.relocated) == (
        Source.VISIT,
        HouseholdCategory.MARGINAL,
        True,
    )
    assert topics(bench, "2") == ["registered"]


def test_whoever_has_found_work_is_employed_and_who_lost_it_is_judged(bench: ImportBench) -> None:
    """The survey of a household without an open episode detects it."""
    bench.import_rows(row("2", "豆三垄", SON, status="务工"))
    said = Register(
        number="2", village=VILLAGE, members=(SurveyedMember(number=1, employment=Employment.NOT_EMPLOYED),)
    )
    take_survey(bench.casework, said, by="li.na")
    assert topics(bench, "2") == ["registered", "members-updated", "detected"]


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        (SurveyedMember(number=1, phone="10099999999"), True),
        (SurveyedMember(number=1, willingness=Willingness.WILLING), False),
    ],
)
def test_a_finding_stands_until_the_survey_speaks_of_it(bench: ImportBench, said: SurveyedMember, stands: bool) -> None:
    """A new telephone number says nothing of the wish to work; the word itself does."""
    willing = survey(SurveyedMember(number=1, willingness=Willingness.WILLING))
    take_survey(bench.casework, willing, by="li.na")
    finding = MemberFinding(member=1, finding=Finding.UNWILLING)
    household = bench.id_of("1")
    bench.casework.carry_out(
        FindNotEligible(
            source=VerificationSource.VISIT, reason=NotEligible.UNWILLING, findings=(finding,), signed=SIGNED
        ),
        household,
        by="town",
    )
    bench.casework.carry_out(DecideNotEligible(), household, by="county")
    bench.later(days=1)
    take_survey(bench.casework, survey(said), by="li.na")
    assert (bench.household("1").member(1).finding is Finding.UNWILLING) is stands
    assert (topics(bench)[-1] == "detected") is not stands


def test_the_same_command_twice_is_one(bench: ImportBench) -> None:
    """The answer is the first one's, although the second would find nothing new."""
    said = survey(SurveyedMember(number=1, phone="10099999999"))
    first = take_survey(bench.casework, said, by="li.na", command_id="s-1")
    assert take_survey(bench.casework, said, by="li.na", command_id="s-1") == first
    assert topics(bench) == ["registered", "detected", "members-updated"]


def test_a_changed_id_moves_with_the_person(bench: ImportBench) -> None:
    """The old id is free, the new one is taken."""
    other = resident_id("19700515", 7)
    take_survey(bench.casework, survey(SurveyedMember(number=1, resident_id=other)), by="li.na")
    take_survey(
        bench.casework,
        Register(number="2", village=VILLAGE, members=(SurveyedMember(name="麦两顷", resident_id=FATHER),)),
        by="li.na",
    )
    with pytest.raises(PersonElsewhereError):
        take_survey(
            bench.casework,
            Register(number="3", village=VILLAGE, members=(SurveyedMember(name="麦三顷", resident_id=other),)),
            by="li.na",
        )
