"""The sections of a policy beside its deadlines: who counts, when work clears a household, who decides; each with its source."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Annotated, Final

from msgspec import Meta, Struct

from casework.domain.calendar.due_dates import Limit
from casework.domain.codes.offices import Role
from casework.domain.codes.work import WorkKind
from casework.domain.policy.deciders import Decider, DecisionKind

SECTIONS: Final = (
    "detection",
    "clearing",
    "exit",
    "stability",
    "entries",
    "notices",
    "terms",
    "pauses",
    "extensions",
    "green_channel",
    "accounts",
    "erasure",
)
"""The rules of a policy that stand once, in its order."""


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=None):
    """
    A rule of the policy; every one names its source.

    `source` are ids of the requirements it rests on (`GY-2d`), or `default` with the reason; a blank one is a fault.
    """

    source: str = ""


class DetectionRule(Rule, frozen=True, kw_only=True):
    """
    Whom a household must have to be at risk (BJ-1.1a, GY-11c).

    Age bounds in completed years, both ends included. `not_employed_up_to_months`: who worked at most so many months
    in the last twelve counts as not employed; None switches that off.
    """

    men: tuple[int, int]
    women: tuple[int, int]
    not_employed_up_to_months: int | None = None


class ClearingRule(Rule, frozen=True, kw_only=True):
    """Which confirmed work clears a household (OF-27, OF-29); `minimum_wage` in yuan a month."""

    contract_months: int
    with_licence: tuple[WorkKind, ...]
    always: tuple[WorkKind, ...]
    never_by_pay: tuple[WorkKind, ...]
    minimum_wage: Decimal


class ExitRule(Rule, frozen=True, kw_only=True):
    """
    When an episode may be closed otherwise than by work (OF-27, OF-30).

    Out of contact rests on attempts in each of so many months, by at least `contact_means` different means. Who was
    closed for refused offers may apply again after `reapply_after_months`, after false information after
    `reapply_after_false_months`; 0 where nobody has to wait.
    """

    counted_refusals: int
    out_of_contact_months: int
    contact_means: int = 2
    reapply_after_months: int = 0
    reapply_after_false_months: int = 0


class StabilityRule(Rule, frozen=True, kw_only=True):
    """Which retention checks stability rests on (CD-6g, OF-34)."""

    milestones: tuple[str, ...]


class EntryRule(Rule, frozen=True, kw_only=True):
    """
    When an entry counts as logged late, and how late it may be made at all.

    It is late when recorded after the end of the `late_after_working_days`-th working day after it happened; one made
    more than `late_limit_days` calendar days after it happened needs a supervisor's word.
    """

    late_after_working_days: int
    late_limit_days: int


class PauseRule(Rule, frozen=True, kw_only=True):
    """How many calendar days one deadline may stand still altogether; then it runs again by itself."""

    limit_days: int


class ExtensionRule(Rule, frozen=True, kw_only=True):
    """
    How often one deadline may be extended, and by how much of its own length altogether, in per cent.

    Its length are the calendar days from its start to its last day as the rule sets it. Policies published before
    there were extensions allow none.
    """

    limit_times: int
    limit_percent: int


NO_EXTENSIONS: Final = ExtensionRule(source="default: no document names an extension", limit_times=0, limit_percent=0)


class AccountRule(Rule, frozen=True, kw_only=True):
    """
    Which roles may not meet in one person (BT-6c): two roles of different groups never do, those of one group may.

    Administrator and auditor are apart from all others in every policy. The data of more than `bulk_households`
    households are taken out in full only where a second person has allowed it (GB/T 35273-2020, 7.1). Where
    `capacity_binds`, a cadre gets no more households than was said; else that is asked, and may be meant. Roles of
    `second_factor` sign in with a password and a code in production (GB/T 22239-2019, 8.1.4.1 d).
    """

    groups: tuple[tuple[Role, ...], ...]
    bulk_households: Annotated[int, Meta(ge=1)] = 100
    second_factor: tuple[Role, ...] = (
        *(Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR, Role.DATA_PROTECTION),
        *(Role.TOWNSHIP, Role.COUNTY_HRSS, Role.COUNTY, Role.CITY),
    )
    capacity_binds: bool = False

    def apart_from(self, one: Role, other: Role) -> bool:
        """Whether two roles may not meet in one person."""
        groups = [group for group in self.groups if one in group or other in group]
        return len(groups) > 1 or (one is not other and not ALONE.isdisjoint((one, other)))


ALONE: Final = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR})
"""Roles that no county may join with any other: who keeps the accounts, and who looks at what was done with them."""

USUAL_GROUPS: Final = AccountRule(
    source="default: administrator, auditor and operator are three persons (GB/T 22239-2019, 8.1.4)",
    groups=(
        (Role.SYSTEM_ADMINISTRATOR,),
        (Role.AUDITOR,),
        (Role.DATA_PROTECTION,),
        (
            *(Role.CADRE, Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY_HRSS),
            *(Role.COUNTY_RURAL_REVITALISATION, Role.COUNTY, Role.CITY),
        ),
    ),
)


class ErasureRule(Rule, frozen=True, kw_only=True):
    """Whether a person's data may be erased while their household is still being worked on (PIPL Art. 47)."""

    while_needed: bool


NOT_WHILE_NEEDED: Final = ErasureRule(
    source="default: data is kept while a duty of the office needs it (PIPL Art. 47)", while_needed=False
)


class GreenChannelRule(Rule, frozen=True, kw_only=True):
    """The shorter limits of a household in the green channel (绿色通道), by deadline (GY-12e)."""

    limits: dict[str, Limit]


class DecisionRule(Rule, frozen=True, kw_only=True):
    """
    Who decides one thing (GY-12f): `by` says whether the decider may be the person whose own case it is.

    An own case: the deadline that is one's duty, the late entry, the placement, proposal or checks one recorded.
    `office` is the role whose decision it is; it is shown, and binds once accounts have roles.
    """

    name: DecisionKind
    by: Decider
    office: str


class NoticeRule(Rule, frozen=True, kw_only=True):
    """
    The office hours in which notices go out, Asia/Shanghai (GY-17c).

    `grace_working_days`: a step goes out when the one below it had so many working days, however late both were raised.
    """

    hours: tuple[tuple[time, time], ...]
    grace_working_days: int = 0


class TermRule(Rule, frozen=True, kw_only=True):
    """How long a public-welfare post may last, in months (OF-44)."""

    public_welfare_months: int
