"""Whom a notice is for, in words: an account, its office, whose place it takes, and what was vacant (GY-17c)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from casework.domain.facts.deadlines import Recipient
from casework.domain.labels import Label, role_label, same

PERSONAL: Final = frozenset({"cadre", "owner"})
"""The parts in the work that are somebody's own, whatever office they hold."""

Places = Callable[[str, str], Label]
"""What an office is called, by its role and its division."""


def by_role(role: str, _division: str) -> Label:
    """An office by its kind alone: where the household stands says in which division."""
    return role_label(role)


def recipient_in_words(to: Recipient, place: Places) -> Label:
    """An account as it is, an office as its place is called; in brackets whatever holding it brought about."""
    office, beside = place(to.role, to.division), list[Label]()
    if to.account and to.role not in PERSONAL:
        beside.append(office)
    if to.stands_in_for:
        beside.append(Label(f"代{to.stands_in_for}", f"for {to.stands_in_for}"))
    if to.vacant:
        vacant = [place(each.role, each.division) for each in to.vacant]
        beside.append(Label(f"空缺：{'、'.join(v.zh for v in vacant)}", f"vacant: {', '.join(v.en for v in vacant)}"))
    whom = same(to.account) if to.account else office
    if not beside:
        return whom
    zh, en = "；".join(each.zh for each in beside), "; ".join(each.en for each in beside)
    return Label(f"{whom.zh}（{zh}）", f"{whom.en} ({en})")


def is_by_name(to: Recipient) -> bool:
    """Whether an account stands there by the office that it held, or an office that was found vacant."""
    return bool(to.vacant or to.stands_in_for or (to.account and to.role not in PERSONAL))
