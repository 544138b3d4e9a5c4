"""Which core row of the policy documents works, with the command or list that shows it and the test that holds it."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Verdict = Literal["works", "in part", "not yet"]


class Covered(NamedTuple):
    """A core row: how far it works, the commands that show it, the test that holds it, and what is missing."""

    row: str
    verdict: Verdict
    shown_by: tuple[str, ...]
    test: str
    missing: str = ""


COVERAGE: Final = (
    Covered("GY-1a", "works", ("rounds open", "rounds list", "asked", "register", "needs"),
            "interfaces/cli/rules/test_rounds.py::test_who_was_asked_and_who_is_still_to_be"),
    Covered("GY-1b", "works", ("workers",), "interfaces/cli/inquiries/test_workers.py::test_every_worker_has_a_line"),
    Covered("GY-1c", "in part", ("external-code", "shared", "show", "list --not-shared-with", "to-share"),
            "interfaces/cli/office/test_external_systems.py::test_what_is_to_be_shared_is_listed_and_written",
            "a workbook in each system's own layout"),
    Covered(
        "GY-2a", "works", ("change-job", "register", "import", "history"),
        "domain/decisions/test_job_changes.py::test_another_pay_changes_the_job_and_makes_no_second_one",
    ),
    Covered("GY-2b", "works", ("confirm-quarter", "overdue", "explain"),
            "interfaces/cli/rules/test_division_ledgers.py::test_it_is_confirmed_line_by_line"),
    Covered(
        "GY-2c", "works", ("workers --group",),
        "interfaces/cli/inquiries/test_workers.py"
        "::test_who_came_home_is_on_the_ledger_of_returnees_until_there_is_work_again",
    ),
    Covered("GY-2d", "works", ("report --member", "receipt"),
            "domain/decisions/test_reports.py::test_a_member_is_reported_with_ledgers_at_any_time"),
    Covered("GY-11b", "not yet", (), "", "posts and the order of candidates come with the posts"),
    Covered("GY-11c", "works", ("import", "list"), "examples/test_example_city.py::test_households_on_the_edges_of_the_rule"),
    Covered("GY-12a", "works", ("list", "history"),
            "interfaces/test_whole_life.py::test_a_household_goes_from_the_ledger_to_stable_and_back"),
    Covered("GY-12b", "works", ("show", "list --category --sort"),
            "interfaces/cli/inquiries/test_list_filters.py::test_a_list_is_narrowed_by_what_the_households_are"),
    Covered("GY-12c", "works", ("verify", "pending"), "domain/decisions/exits/test_not_eligible.py::test_somebody_else_decides_and_it_carries_who_counted"),
    Covered("GY-12d", "works", ("assign", "accept", "responsibility", "workload"),
            "domain/decisions/cadres/test_responsibility.py::test_the_first_cadre_is_responsible_at_once"),
    Covered("GY-12e", "in part", ("green-channel", "explain", "list --green-channel"),
            "domain/decisions/service/test_green_channel.py::test_what_begins_in_the_green_channel_has_the_shorter_limit",
            "an order of lists; posts, training and subsidies come later"),
    Covered("GY-12f", "works", ("episodes --by", "overdue"),
            "interfaces/cli/inquiries/test_episodes.py::test_each_region_has_its_figures"),
    Covered("GY-13a", "works", ("check", "stabilise"),
            "domain/decisions/test_retention.py::test_stability_is_confirmed_by_somebody_else"),
    Covered("GY-13b", "works", ("log --service",),
            "domain/details/test_details.py::test_a_contact_says_whom_it_speaks_of_and_what_comes_next"),
    Covered("GY-13c", "works", ("log --service", "benefit"),
            "domain/decisions/service/test_services.py::test_a_benefit_says_which_clause_how_much_and_for_which_time"),
    Covered("GY-13d", "works", ("difficulty", "resolve", "overdue"),
            "domain/decisions/service/test_services.py::test_a_difficulty_says_of_whom_and_how_it_was_solved"),
    Covered("GY-14a", "works", ("return", "history"),
            "domain/decisions/service/test_assistance.py::test_a_worker_who_came_home_leaves_his_household_at_risk"),
    Covered("GY-14b", "works", ("plan", "measure", "references load"),
            "interfaces/cli/rules/test_references.py::test_what_is_not_on_the_list_is_refused_with_what_is_near"),
    Covered(
        "GY-14c", "works", ("workers --group",),
        "interfaces/cli/inquiries/test_workers.py"
        "::test_who_came_home_is_on_the_ledger_of_returnees_until_there_is_work_again",
    ),
    Covered("GY-15a", "in part", ("notices --region",), "interfaces/stories/test_holders_by_name.py",
            "supervision items"),
    Covered("GY-17b", "not yet", (), "", "inspections need accounts"),
    Covered("GY-17c", "in part", ("sweep", "notices"), "interfaces/test_whole_life.py::test_what_is_not_done_is_raised_step_by_step",
            "sending and answers"),
    Covered("GY-17d", "not yet", (), "", "problems need accounts"),
    Covered("GY-17e", "not yet", (), "", "bulletins come with the reports"),
    Covered("GY-17f", "not yet", (), "", "rankings come with the reports"),
    Covered("GY-17g", "works", ("responsibility", "history"),
            "interfaces/cli/inquiries/test_timeline.py::test_the_page_has_stretches_totals_and_the_rule"),
    Covered("BT-2e", "works", ("coverage", "list --category"), "interfaces/cli/inquiries/test_coverage.py::test_households_are_counted_by_what_is_known_of_them"),
    Covered("BT-6a", "in part", ("place",), "domain/decisions/test_placements.py", "the ground is said, not demanded"),
    Covered("BT-6c", "in part", ("place", "end-job", "explain"), "domain/decisions/test_detection.py::test_a_welfare_post_ends_after_thirty_six_months",
            "the post itself, opened and filled, comes with the posts"),
    Covered("BT-10b", "works", ("quality",), "interfaces/cli/inquiries/test_quality.py::test_what_is_missing_is_listed"),
    Covered("BT-10d", "not yet", (), "", "supervision visits need accounts"),
    Covered("BJ-1.1a", "works", ("import --roster", "overdue"),
            "interfaces/cli/rules/test_rosters.py::test_each_listed_member_is_verified_by_the_end_of_the_following_month"),
    Covered("BJ-1.1b", "works", ("import", "explain"), "domain/household/test_detection.py::test_who_counts_as_labour"),
    Covered("BJ-1.1c", "in part", ("import --roster", "verify-member", "difference"),
            "interfaces/cli/rules/test_rosters.py::test_each_listed_member_is_verified_by_the_end_of_the_following_month",
            "the form of annex 1, filled with what is known"),
    Covered("BJ-1.2a", "works", ("verify-member", "record-certificate", "history"),
            "interfaces/cli/office/test_member_verification.py"
            "::test_a_verification_names_its_findings_and_seals_each_signer"),
    Covered("BJ-1.2b", "works", ("verify", "record-certificate", "hard-to-employ"),
            "domain/decisions/test_hard_to_employ.py::test_a_certificate_is_recorded_with_its_number_sealed"),
    Covered("BJ-1.2c", "works", ("verify", "close"), "domain/decisions/test_closing.py::test_unwilling_needs_a_signed_record"),
    Covered("BJ-1.2d", "works", ("import --roster", "overdue", "explain"),
            "interfaces/cli/rules/test_rosters.py::test_each_listed_member_is_verified_by_the_end_of_the_following_month"),
    Covered("BJ-1.2e", "not yet", (), "", "the table of outcomes, frozen when submitted, comes with the reports"),
    Covered("BJ-1.3", "works", ("needs", "workers"), "interfaces/cli/office/test_details.py::test_needs_are_read_again"),
    Covered("BJ-1.4a", "works", ("history",), "interfaces/cli/inquiries/test_readable_again.py::test_a_change_says_before_and_after"),
    Covered("BJ-1.4b", "not yet", (), "", "the progress report comes with the reports"),
    Covered("BJ-3.1a", "works", ("log --service", "inform", "offer"), "interfaces/cli/office/test_details.py::test_a_contact_is_read_again_as_it_was_said"),
    Covered("BJ-3.1b", "works", ("level", "history"), "domain/decisions/cadres/test_responsibility.py::test_a_level_is_set_once"),
    Covered("BJ-3.2a", "works", ("inform", "explain"),
            "interfaces/stories/test_order_of_time.py::test_two_informations_of_two_months_make_neither_month_full"),
    Covered("BJ-7.2a", "not yet", (), "", "counts of changes from status to status come with the reports"),
    Covered("BJ-7.2b", "not yet", (), "", "figures confirmed level by level need accounts"),
    Covered("CZ-2", "in part", ("plan", "difficulty"), "domain/decisions/service/test_assistance.py", "problems and where they come from"),
    Covered("CZ-3", "works", ("compare", "difference", "settle-difference", "roster"),
            "interfaces/cli/rules/test_rosters.py::test_a_list_is_held_against_the_register"),
    Covered("CZ-5", "works", ("list --category --sort", "coverage"), "interfaces/cli/inquiries/test_coverage.py::test_households_are_counted_by_what_is_known_of_them"),
    Covered("CZ-6", "works", ("workers", "list"), "interfaces/cli/inquiries/test_workers.py::test_a_plan_and_a_wish_stand_in_the_line"),
    Covered("CZ-7c", "works", ("plan", "measure"), "domain/decisions/service/test_assistance.py::test_a_plan_names_measure_owner_and_date"),
    Covered("CZ-7d", "works", ("list", "episodes"), "interfaces/cli/inquiries/test_episodes.py::test_how_long_each_stage_lasted"),
    Covered("CZ-7e", "works", ("log --service",), "interfaces/cli/office/test_details.py::test_a_contact_is_read_again_as_it_was_said"),
    Covered("CZ-10a", "works", ("verify --source",), "domain/decisions/test_verification.py::test_a_confirmation_names_findings_and_grounds"),
    Covered("CZ-12a", "works", ("answer", "close"), "domain/decisions/test_offers.py::test_refusals_count_for_separate_posts_on_separate_days"),
    Covered("CZ-12c", "works", ("log", "telephone", "overdue"),
            "domain/deadlines/test_contact_duties.py::test_the_third_failure_in_a_row_asks_for_a_visit"),
    Covered("CZ-13a", "works", ("check", "change-job"), "domain/decisions/test_retention.py::test_a_check_that_finds_somebody_in_work"),
    Covered("CZ-13b", "works", ("workers", "explain"),
            "interfaces/cli/inquiries/test_workers.py"
            "::test_who_came_home_is_on_the_ledger_of_returnees_until_there_is_work_again"),
    Covered("CD-P3", "works", ("list --region", "notices"), "domain/deadlines/test_ladder.py::test_offices_are_named_by_their_division"),
    Covered("CD-5a", "works", ("rounds list --by-site", "references load"),
            "interfaces/cli/rules/test_rounds.py::test_a_round_is_counted_by_resettlement_site"),
    Covered("CD-5b", "in part", ("list",), "domain/household/test_detection.py", "figures per site"),
    Covered("CD-R1a", "in part", ("office take", "rights show"), "domain/accounts/test_offices.py::test_one_proposes_and_another_grants",
            "what the city opens and follows itself"),
    Covered("CD-R1b", "in part", ("office holders", "notices", "workers"), "interfaces/stories/test_holders_by_name.py",
            "a township's profile by age, education and skill comes with the reports"),
    Covered("CD-R3a", "not yet", (), "", "inspections need accounts"),
    Covered("CD-R3b", "in part", ("satisfaction",), "domain/decisions/service/test_services.py::test_satisfaction_is_from_one_to_five",
            "targets and letters"),
    Covered("CD-R3c", "not yet", (), "", "the quarterly report comes with the reports"),
)  # fmt: skip
"""The core rows in the order of docs/sources.md; the page docs/requirements-coverage.md is made from them."""
