"""A policy that reads well and would trap a household, silence everybody or give up a second person is refused."""

from __future__ import annotations

from functools import reduce

import pytest

from casework.domain.consequences.policy_check import check_whole, judge, load_harmless
from casework.domain.policy.text import PolicyError, check_policy, default_policies, default_policy_text

Changes = tuple[tuple[str, str], ...]


def changed(*changes: tuple[str, str]) -> str:
    """The default policy with these places written otherwise; each of them is there."""
    for before, _ in changes:
        assert before in default_policy_text(), before
    return reduce(lambda text, change: text.replace(change[0], change[1], 1), changes, default_policy_text())


def decided_by_anybody(kind: str) -> str:
    """The default policy, where this decision needs no second person."""
    head, _, rest = default_policy_text().partition(f'name = "{kind}"')
    return f'{head}name = "{kind}"{rest.replace("somebody-else", "anybody", 1)}'


def on_a_ladder_of_its_own(*deadlines: str, reminded: int) -> str:
    """The default policy, where some deadlines are raised by a ladder that reminds so many working days before."""
    text = changed(*((f'name = "{name}"\n', f'name = "{name}"\nladder = "own"\n') for name in deadlines))
    ladder = f'name = "own"\nsource = "GY-17c"\nremind_working_days_before = {reminded}\nremind = ["duty"]\n'
    return f'{text}\n[[ladder]]\n{ladder}steps = [{{ working_days_late = 1, to = ["city"] }}]\n'


VERIFICATION = 'met = [{ fact = "verified" }]'
RETENTION = 'met = [{ fact = "retention-checked", subject = "milestone" }]\nends = [{ fact = "stability-confirmed" }]\n'
REPORT = 'met = [{ fact = "household-reported" }]\nlimit = { value = 1, unit = "working-days" }'
UP = 'working_days_late = 1, to = ["duty", "township"] },\n  { working_days_late = 3, to = ["county"] },\n  '

HARMS: dict[str, tuple[str, str, str]] = {
    "met by its own start": (
        changed((VERIFICATION, 'met = [{ fact = "detected", since = "episode" }]')),
        "verify",
        "is met by what starts it",
    ),
    "met by a start with the values it asks for": (
        changed(
            (
                'met = [{ fact = "cleared" }, { fact = "closed-otherwise" }]',
                'met = [{ fact = "verified", since = "episode" }]',
            )
        ),
        "clear",
        "is met by what starts it",
    ),
    "never to be met: a second detection is another episode": (
        changed((VERIFICATION, 'met = [{ fact = "detected" }]')),
        "verify",
        "can never be met",
    ),
    "never to be met: what happens once asked for twice": (
        changed((VERIFICATION, 'met = [{ fact = "verified", count = 2 }]')),
        "verify",
        "can never be met",
    ),
    "never to be met: another value of the same field": (
        changed(
            ('starts = [{ fact = "placed", where = { kind', 'starts = [{ fact = "placed", where = { member = 1, kind'),
            (
                'met = [{ fact = "plan-agreed", same = ["member"]',
                'met = [{ fact = "plan-agreed", where = { member = 2 }, same = ["member"]',
            ),
        ),
        "welfare-post-end",
        "can never be met",
    ),
    "ended as it starts": (
        changed(
            (
                RETENTION + 'limit = { value = 10, unit = "working-days" }\nduty = "cadre"\noutlives_episode = true',
                RETENTION + 'limit = { value = 10, unit = "working-days" }\nduty = "cadre"',
            )
        ),
        "retention",
        "ends with the episode",
    ),
    "no time": (changed((REPORT, REPORT.replace("value = 1", "value = 0"))), "report", "leaves no time"),
    "no time: counted back past its start": (
        changed(('value = 36, unit = "months", days_before = 60', 'value = 1, unit = "months", days_before = 60')),
        "welfare-post-end",
        "leaves no time",
    ),
    "work later than clearance": (
        changed(
            (
                'limit = { value = 30, unit = "calendar-days" }\nduty = "cadre"\n\n[[deadline]]\nname = "clear"',
                'limit = { value = 4, unit = "months" }\nduty = "cadre"\n\n[[deadline]]\nname = "clear"',
            )
        ),
        "employed may take longer than clear",
        "cleared before",
    ),
    "work later than clearance in the green channel alone": (
        changed(
            ('employed = { value = 20, unit = "calendar-days" }', 'employed = { value = 91, unit = "calendar-days" }')
        ),
        "employed may take longer than clear",
        "cleared before",
    ),
    "a stage nobody watches": (
        changed(
            (
                'starts = [{ fact = "clearance-proposed" }, { fact = "closing-proposed" }, ',
                'starts = [{ fact = "clearance-proposed" }, ',
            ),
            (
                '  { fact = "closed-otherwise", started_by = "closing-proposed" },\n  { fact = "closing-returned", started_by = "closing-proposed" },\n',
                "",
            ),
        ),
        "closing-proposed",
        "nobody is told",
    ),
    "a ladder without a step": (
        default_policy_text().partition("steps = [")[0] + "steps = []\n",
        "standard",
        "never rises within a year",
    ),
    "a ladder that rises after years": (
        changed((UP, 'working_days_late = 900, to = ["county"] },\n  ')).replace(
            "working_days_late = 6,", "working_days_late = 901,"
        ),
        "standard",
        "never rises within a year",
    ),
    "a ladder that stays below": (
        changed((UP + '{ working_days_late = 6, to = ["city"] },', 'working_days_late = 1, to = ["duty"] },\n')),
        "standard",
        "never rises above",
    ),
    "a ladder to an owner whom there is not": (
        changed((UP, UP.replace('["county"]', '["county", "owner"]'))),
        "owner",
        "has none",
    ),
    "a reminder before every start": (
        on_a_ladder_of_its_own("report", reminded=1),
        "ladder own falls before each of its deadlines starts",
        "nobody is reminded",
    ),
    "a reminder before every start, on a ladder with dates of their own too": (
        on_a_ladder_of_its_own("report", "measure", reminded=1),
        "ladder own falls before each of its deadlines starts (those of their own date apart)",
        "nobody is reminded",
    ),
    "a reminder a year before a date of its own": (
        on_a_ladder_of_its_own("measure", reminded=250),
        "ladder own falls before each of its deadlines starts",
        "plan agreed",
    ),
    "ages of children": (changed(("men = [16, 60]", "men = [1, 15]")), "men", "nobody is found"),
    "ages past work": (changed(("women = [16, 50]", "women = [51, 90]")), "women", "nobody is found"),
    "work that clears nobody": (
        changed(
            ("contract_months = 12 ", "contract_months = 37 "),
            ('with_licence = ["self-employed"]', "with_licence = []"),
            ('always = ["public-welfare"]', "always = []"),
            ('minimum_wage = "1970"', 'minimum_wage = "30001"'),
        ),
        "No work clears",
        "leave by work",
    ),
    "an exit of years": (
        changed(("out_of_contact_months = 3 ", "out_of_contact_months = 25 ")),
        "25 months",
        "cannot be reached",
    ),
    "an exit of too many refusals": (
        changed(("counted_refusals = 3", "counted_refusals = 13")),
        "13",
        "cannot be reached",
    ),
    "clearance by one": (decided_by_anybody("clearance"), "clearance", "GY-12f"),
    "not eligible by one": (decided_by_anybody("not-eligible"), "not-eligible", "BJ-1.2c"),
    "an extension by one": (decided_by_anybody("extension"), "extension", "extends their own"),
    "closing by one": (decided_by_anybody("closing"), "closing", "BJ-1.2c"),
    "a check nobody is told of": (
        changed(('  { milestone = "3m", months = 3 },\n', "")),
        "3m",
        "nobody is told to make it",
    ),
    "stable at once": (changed(('milestones = ["3m", "6m"]', "milestones = []")), "no check", "after a clearance"),
    "notices for a moment": (
        changed(("hours = [[08:30:00, 12:00:00], [14:00:00, 17:30:00]]", "hours = [[08:30:00, 08:59:59]]")),
        "less than half an hour",
        "a day",
    ),
    "a pause of years": (changed(("limit_days = 60", "limit_days = 367")), "367 days", "nobody is told"),
}
HARMLESS: dict[str, str] = {
    "thirty-six months of contract": changed(("contract_months = 12 ", "contract_months = 36 ")),
    "exits that take long": changed(
        ("out_of_contact_months = 3 ", "out_of_contact_months = 24 "), ("counted_refusals = 3", "counted_refusals = 12")
    ),
    "half an hour of notices": changed(
        ("hours = [[08:30:00, 12:00:00], [14:00:00, 17:30:00]]", "hours = [[08:30:00, 09:00:00]]")
    ),
    "a year of pause": changed(("limit_days = 60", "limit_days = 366")),
    "work and clearance on the same day": changed(
        ('employed = { value = 20, unit = "calendar-days" }', 'employed = { value = 90, unit = "calendar-days" }')
    ),
    "a reminder after the start": on_a_ladder_of_its_own("receipt", reminded=1),
    "a reminder long before a date of its own": on_a_ladder_of_its_own("measure", reminded=240),
    "a late first step": changed((UP, UP.replace("= 1,", "= 2,"))),
    "placements checked by whoever made them": decided_by_anybody("placement-check"),
}


def test_the_policy_that_casework_starts_with_does_no_harm() -> None:
    """And nothing in it is odd."""
    judged = judge(default_policies().dated[0])
    assert (judged.harms, judged.oddities) == ((), ())


@pytest.mark.parametrize("name", HARMS)
def test_a_harmful_policy_reads_well_and_is_refused(name: str) -> None:
    """Its shape has no fault; check and publication name the harm in both languages."""
    text, *says = HARMS[name]
    assert check_policy(text).faults == ()
    checked, _ = check_whole(text)
    assert any(all(word in fault.en for word in says) for fault in checked.faults), checked.faults
    assert all(fault.zh and fault.zh != fault.en for fault in checked.faults)
    with pytest.raises(PolicyError):
        load_harmless(text)


@pytest.mark.parametrize("name", HARMLESS)
def test_one_step_before_the_harm_it_is_published(name: str) -> None:
    """Each bound has its other side."""
    assert check_whole(HARMLESS[name])[0].faults == ()
    load_harmless(HARMLESS[name])


def test_the_shortest_life_is_told() -> None:
    """After which facts the harm is done."""
    checked, _ = check_whole(HARMS["an exit of too many refusals"][0])
    (fault,) = checked.faults
    assert fault.zh.endswith("（例：发现零就业 → 推介岗位 → 拒绝岗位）")
    assert fault.en.endswith("(after: detected, job offered, offer refused)")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("men = [16, 60]", "men = [18, 60]"), "narrower than 16 to 60"),
        (
            (
                "[[ladder]]",
                '[[ladder]]\nname = "spare"\nsource = "GY-17c"\nremind_working_days_before = 2\nremind = []\nsteps = [{ working_days_late = 1, to = ["city"] }]\n\n[[ladder]]',
            ),
            "of no deadline",
        ),
        ((REPORT, REPORT.replace('value = 1, unit = "working-days"', 'value = 1, unit = "month-end"')), "on some days"),
        (('source = "GY-2d"', 'source = "GY-99z"'), "no source GY-99z"),
    ],
)
def test_what_hurts_nobody_is_only_said(change: tuple[str, str], says: str) -> None:
    """An oddity is a warning; the policy may be published."""
    checked, oddities = check_whole(changed(change))
    assert checked.faults == ()
    assert [odd.en for odd in oddities if says in odd.en] != []
    load_harmless(changed(change))


def test_a_county_names_documents_of_its_own() -> None:
    """Only what is written like an id of the documents has to be one."""
    assert check_whole(changed(('source = "GY-2d"', 'source = "〔2026〕5号"')))[1] == ()
