"""Signing in on both databases: what fits, what is used up, and who has to wait (ADR 0048)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Thread

import pytest

from casework.application.authentication.attempts import Attempts
from casework.application.authentication.proofs import SignInRefusedError
from casework.application.authentication.sessions import Sessions
from casework.application.log.records.access import AccessWanted
from casework.domain.access.records import AccessRecord
from casework.domain.accounts.offices import decide_office, propose_office
from casework.domain.authentication.attempts import TryLaterError
from casework.domain.authentication.one_time_codes import STEP_SECONDS
from casework.domain.authentication.tokens import SessionTerms
from casework.domain.codes.rights import AccessKind, AccessOutcome
from casework.domain.errors import CaseworkError, NotNowError
from casework.domain.fact import ActingOffice
from tests.support.installations.installations import open_office
from tests.support.installations.raw_database import run_sql
from tests.support.staff.directory_stories import ADMINISTRATOR, AUDITOR
from tests.support.staff.signed_staff import OTHER, PASSWORD, CountedHashes, SignedStaff, shown


@pytest.fixture
def staff(database_url: str) -> Iterator[SignedStaff]:
    """An installation on either database."""
    with open_office(database_url) as office:
        yield SignedStaff(office, database_url)


def outcome(staff: SignedStaff, account: str, password: str = PASSWORD, code: str = "", source: str = "a") -> str:
    """What comes of showing this: in, refused, or later."""
    try:
        staff.sign_in.change_password(shown(account, password, code, source=source), PASSWORD)
    except SignInRefusedError:
        return "refused"
    except TryLaterError:
        return "later"
    return "in"


def test_with_a_telephone_both_are_needed(staff: SignedStaff) -> None:
    """Password alone, code alone and a code used before are refused; each wrong try leaves the code unspent."""
    li = staff.somebody()
    secret, _ = staff.with_telephone(li)
    now = staff.code(secret)
    assert outcome(staff, li) == "refused"
    assert outcome(staff, li, OTHER, now) == "refused"
    assert outcome(staff, li, code=now) == "in"
    assert outcome(staff, li, code=now) == "refused"
    staff.office.later(seconds=STEP_SECONDS)
    assert outcome(staff, li, code=staff.code(secret)) == "in"


def test_a_telephone_is_confirmed_by_its_first_code(staff: SignedStaff) -> None:
    """Without an offer nothing is confirmed; with a wrong code nothing changes; taken away, the password is enough."""
    li = staff.somebody()
    with pytest.raises(NotNowError):
        staff.sign_in.confirm_second_factor(shown(li), "123456")
    staff.sign_in.offer_second_factor(shown(li))
    with pytest.raises(SignInRefusedError):
        staff.sign_in.confirm_second_factor(shown(li), "12345")
    assert outcome(staff, li) == "in"
    secret, _ = staff.with_telephone(li)
    staff.sign_in.remove_second_factor(shown(li, code=staff.code(secret)))
    assert outcome(staff, li) == "in"
    told = [type(entry.fact).__name__ for entry in staff.office.log.entries(staff.desk.stream)]
    assert [name for name in told if "Second" in name] == ["SecondFactorSet", "SecondFactorRemoved"]


def test_a_code_on_paper_stands_in_once(staff: SignedStaff) -> None:
    """There are ten; each is for once."""
    li = staff.somebody()
    _, codes = staff.with_telephone(li)
    assert len(set(codes)) == 10
    assert outcome(staff, li, code=codes[0]) == "in"
    assert outcome(staff, li, code=codes[0]) == "refused"
    assert outcome(staff, li, code=codes[9].replace("-", " ").upper()) == "in"


def test_one_code_is_taken_once_even_by_two_at_once(staff: SignedStaff) -> None:
    """Several processes show the same code at the same moment."""
    li = staff.somebody()
    secret, _ = staff.with_telephone(li)
    code, came = staff.code(secret), list[str]()
    threads = [Thread(target=lambda: came.append(outcome(staff, li, code=code))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert came.count("in") == 1


def guess(staff: SignedStaff, account: str, times: int) -> list[str]:
    """So many wrong passwords for one account, each from another address."""
    return [outcome(staff, account, f"guess-number-{at}", source=f"192.0.2.{at}") for at in range(times)]


def test_guesses_end_and_whoever_has_the_telephone_still_gets_in(staff: SignedStaff) -> None:
    """Five are looked at in a quarter of an hour, from wherever; the account is not shut (ADR 0048)."""
    li = staff.somebody()
    secret, codes = staff.with_telephone(li)
    came = [each for _ in range(20) for each in (*guess(staff, li, 3), _a_little_later(staff))]
    assert came.count("refused") == 5
    assert outcome(staff, li) == "later"
    assert outcome(staff, li, code="123456") == "later"
    assert outcome(staff, li, code=staff.code(secret)) == "in"
    assert outcome(staff, li, code=staff.code(secret, 1)) == "in"
    assert guess(staff, li, 9).count("later") > 0
    assert outcome(staff, li, code=codes[0]) == "in"


def test_without_a_telephone_one_waits_and_gets_in(staff: SignedStaff) -> None:
    """An hour at most; who got in begins anew."""
    li = staff.somebody()
    for _ in range(4):
        guess(staff, li, 9)
        staff.office.later(minutes=20)
    assert outcome(staff, li) == "later"
    staff.office.later(hours=1)
    assert outcome(staff, li) == "in"
    assert outcome(staff, li) == "in"


def test_many_at_once_are_counted_one_after_the_other(staff: SignedStaff) -> None:
    """Threads that guess at the same moment have no more tries than one."""
    li = staff.somebody()
    came: list[str] = []
    threads = [Thread(target=lambda: came.extend(guess(staff, li, 4))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert came.count("refused") <= 5


def test_a_source_that_tries_everybody_has_to_wait(staff: SignedStaff) -> None:
    """Thirty failures from one address, at whomever; another address goes on."""
    came = [outcome(staff, f"1000{at:04}", source="198.51.100.1") for at in range(40)]
    assert came == ["refused"] * 30 + ["later"] * 10
    assert outcome(staff, staff.first, source="198.51.100.1") == "later"
    assert outcome(staff, staff.first, source="198.51.100.2") == "in"


def test_an_account_that_there_is_not_is_no_other(staff: SignedStaff) -> None:
    """It waits as a known one does, and a hash is worked out for it; the table does not grow with what is typed."""
    hashes = staff.hashes
    assert isinstance(hashes, CountedHashes)
    assert guess(staff, "10000000", 9) == guess(staff, staff.first, 9)
    assert hashes.looked_at[None] == 3
    for at in range(60):
        outcome(staff, f"nobody number {at}", source=f"2001:db8::{at:x}")
    ((rows,),) = run_sql(staff.url, "SELECT count(*) FROM sign_in_attempts WHERE subject LIKE 'source:%'")
    assert rows <= 11


def test_without_counting_every_guess_is_looked_at(staff: SignedStaff, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the stories above are red where nothing is counted."""
    monkeypatch.setattr(Attempts, "_begin", lambda *_: None)
    assert guess(staff, staff.first, 9) == ["refused"] * 9


def test_nobody_is_told_which_of_them_is_wrong(staff: SignedStaff) -> None:
    """A wrong password, a wrong code and an account that there is not are one error, without what was typed."""
    li = staff.somebody()
    staff.with_telephone(li)
    said = set()
    for each in (shown(li, OTHER), shown(li, code="000000"), shown("10000000"), shown(li, "")):
        with pytest.raises(CaseworkError) as refused:
            staff.sign_in.change_password(each, OTHER)
        said.add((type(refused.value), str(refused.value)))
        assert OTHER not in repr(each)
    assert len(said) == 1


def by_code(staff: SignedStaff, account: str, code: str, factor: str = "", password: str = OTHER) -> str:
    """What comes of choosing another password with an administrator's code."""
    try:
        staff.sign_in.choose_by_code(shown(account, code, factor, source="198.51.100.7"), password)
    except CaseworkError as refused:
        return type(refused).__name__
    return "in"


def test_a_forgotten_password_is_chosen_anew_with_a_code(staff: SignedStaff) -> None:
    """Once, within a day, by its account alone; the code before the last works no more, and guesses at it have to wait."""
    li, wang = staff.somebody(), staff.somebody("王伟")
    first = staff.sign_in.give_code(li, by=staff.first, office=None).code
    code = staff.sign_in.give_code(li, by=staff.first, office=None).code
    staff.office.later(days=1, seconds=-1)
    assert by_code(staff, li, first) == "SignInRefusedError"
    assert by_code(staff, wang, code) == "SignInRefusedError"
    assert by_code(staff, li, code, password="password1234") == "WeakPasswordError"
    assert by_code(staff, li, code) == "in"
    assert outcome(staff, li) == "refused"
    assert outcome(staff, li, OTHER) == "in"
    assert [by_code(staff, li, code) for _ in range(5)] == ["SignInRefusedError"] * 3 + ["TryLaterError"] * 2
    late = staff.sign_in.give_code(wang, by=staff.first, office=None).code
    staff.office.later(days=1)
    assert by_code(staff, wang, late) == "SignInRefusedError"
    told = [(type(entry.fact).__name__, entry.by) for entry in staff.office.log.entries(staff.desk.stream)]
    assert ("PasswordCodeGiven", staff.first) in told


def test_the_second_factor_is_asked_for_with_the_code_too(staff: SignedStaff) -> None:
    """So that whoever gives the code cannot use it alone."""
    li = staff.somebody()
    secret, _ = staff.with_telephone(li)
    code = staff.sign_in.give_code(li, by=staff.first, office=None).code
    assert by_code(staff, li, code) == "SignInRefusedError"
    assert by_code(staff, li, code, "000000") == "SignInRefusedError"
    assert by_code(staff, li, code, staff.code(secret)) == "in"


def test_nobody_gives_it_to_themselves_or_to_whom_is_not_there(staff: SignedStaff) -> None:
    """Nor to an account that is not in use."""
    invited = staff.desk.invite("王伟", "", by=staff.first, office=None).account
    for account in (staff.first, invited, "10000000"):
        with pytest.raises(CaseworkError):
            staff.sign_in.give_code(account, by=staff.first, office=None)
    assert staff.sign_in.give_code(staff.second, by=staff.first, office=None).account == staff.second


def test_neither_half_opens_anything(staff: SignedStaff) -> None:
    """Two give an administrator a code: both halves are needed, in whichever order, and each of two alone has nothing."""
    third = staff.somebody("管三")
    grant(staff, third, ADMINISTRATOR)
    first = staff.sign_in.give_code(staff.second, by=staff.first, office=None)
    assert (first.half, first.expires_at, by_code(staff, staff.second, first.code)) == (1, None, "SignInRefusedError")
    other = staff.sign_in.give_code(staff.second, by=third, office=None)
    assert (other.half, other.waits_until) == (2, None)
    assert by_code(staff, staff.second, other.code) == "SignInRefusedError"
    staff.office.later(minutes=5)
    assert by_code(staff, staff.second, f"{other.code} {first.code}") == "in"
    assert outcome(staff, staff.second, OTHER) == "in"


def test_the_auditor_is_the_second_and_never_the_first(staff: SignedStaff) -> None:
    """So that of two administrators one who forgot the password is helped by the other one and the auditor."""
    auditor = staff.somebody("谷四方")
    grant(staff, auditor, AUDITOR)
    for account in (staff.second, staff.somebody("王伟")):
        with pytest.raises(NotNowError):
            staff.sign_in.give_code(account, by=auditor, office=None)
    first = staff.sign_in.give_code(staff.second, by=staff.first, office=None).code
    other = staff.sign_in.give_code(staff.second, by=auditor, office=None).code
    assert by_code(staff, staff.second, first + other) == "in"
    told = [each for each in records(staff) if each.what == "account reset" and each.outcome is AccessOutcome.ALLOWED]
    assert [each.account for each in told] == [staff.first, auditor]


def test_its_owner_hears_of_a_code_that_was_given_out(staff: SignedStaff) -> None:
    """Also where somebody else used it and signed in meanwhile; for thirty days, and not of anybody else's."""
    li, wang = staff.somebody(), staff.somebody("王伟")
    sessions = Sessions(staff.office.casework, staff.url, SessionTerms())

    def heard(account: str, password: str) -> list[tuple[str, bool]]:
        done = staff.sign_in.begin(sessions, shown(account, password), device="", remember=False)
        return [(each.by, each.set_at is not None) for each in done.resets]

    assert heard(li, PASSWORD) == []
    code = staff.sign_in.give_code(li, by=staff.first, office=None).code
    assert heard(li, PASSWORD) == [(staff.first, False)]
    assert by_code(staff, li, code) == "in"
    assert heard(li, OTHER) == heard(li, OTHER) == [(staff.first, True)]
    assert heard(wang, PASSWORD) == []
    staff.office.later(days=30)
    assert heard(li, OTHER) == []


def grant(staff: SignedStaff, account: str, office: ActingOffice) -> None:
    """An office from today on, by two."""
    said = {"account": account, "office": office, "from_on": staff.desk.today, "until_on": None}
    made = staff.desk.act("office take", propose_office, said, by=staff.first, office=None)
    decided = {"proposal": staff.desk.version_at(made.position), "granted": True}
    staff.desk.act("office decide", decide_office, decided, by=staff.second, office=None)


def test_who_signed_in_and_who_was_refused_is_on_record(staff: SignedStaff) -> None:
    """By number, never by what was typed; who has to wait fills no records (MLPS L3-CES1-13)."""
    before = len(records(staff))
    outcome(staff, staff.first)
    outcome(staff, "whatever was typed, a password perhaps")
    for _ in range(9):
        outcome(staff, staff.first, OTHER)
    found = records(staff)[before:]
    assert [(each.kind, each.account, each.outcome) for each in found] == [
        (AccessKind.SIGN_IN, staff.first, AccessOutcome.ALLOWED),
        (AccessKind.SIGN_IN, "", AccessOutcome.DENIED),
        *[(AccessKind.SIGN_IN, staff.first, AccessOutcome.DENIED)] * 3,
    ]
    assert {each.why for each in found} == {"", "sign-in-refused"}


def test_nobody_gets_in_whose_coming_cannot_be_recorded(staff: SignedStaff) -> None:
    """The table is away: the right password is not enough (A9)."""
    run_sql(staff.url, "ALTER TABLE access_records RENAME TO away")
    with pytest.raises(CaseworkError) as refused:
        staff.sign_in.change_password(shown(staff.first), OTHER)
    assert type(refused.value).__name__ == "AccessUnrecordedError"


def records(staff: SignedStaff) -> Sequence[AccessRecord]:
    """All access records."""
    return staff.office.log.access.select(AccessWanted())


def _a_little_later(staff: SignedStaff) -> str:
    staff.office.later(seconds=44)
    return "44 seconds"
