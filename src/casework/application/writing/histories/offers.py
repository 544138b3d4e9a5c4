"""Offering a post, told apart from the posts that were offered before; what they were called is sealed (OF-19)."""

from __future__ import annotations

from casework.application.commands.work import OfferJob
from casework.application.writing.histories.history import Decided, History
from casework.domain.decisions.offers import offer_job
from casework.domain.entries.refusals import refuse_what_cannot_be
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.work import JobOffered, OfferPrivate
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.corrections import with_corrections


def decide_offer(history: History, command: OfferJob, context: DecisionContext) -> Decided:
    """Offer the post; raises as `offer_job`. An earlier post whose key was destroyed is none that could be the same."""
    facts = offer_job(
        history.state,
        context,
        member=command.member,
        post=command.post,
        channel=command.channel,
        details=command.details,
        employer=command.employer,
        earlier_posts=_posts(history),
    )
    refuse_what_cannot_be(history.state, facts, context)
    return Decided(facts=facts)


def _posts(history: History) -> dict[int, str]:
    """The post of each offer by its number."""
    kinds = JobOffered | EntryCorrected
    offered = [entry for entry in with_corrections(history.entries) if isinstance(entry.fact, kinds)]
    found: dict[int, str] = {}
    for entry, blocks in zip(offered, history.log.unseal_all(offered), strict=True):
        fact = entry.fact
        block = blocks.get(str(fact.member)) if isinstance(fact, JobOffered) else None
        if isinstance(fact, JobOffered) and isinstance(block, OfferPrivate):
            found[fact.offer] = block.post
    return found
