"""One thing that a rule text brings about and nobody can have meant, with the shortest life of facts that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from casework.domain.facts.catalogue import FACTS
from casework.domain.labels import Label


class Consequence(Struct, frozen=True, kw_only=True):
    """
    What would happen, in a sentence, and the names of the facts after which it does, in order.

    With `harms` a household is trapped, nobody is ever told, or something is given up that a source demands.
    """

    label: Label
    life: tuple[str, ...] = ()
    harms: bool = True

    def in_words(self) -> Label:
        """The sentence, with the life that shows it."""
        if not self.life:
            return self.label
        facts = [FACTS[name].label for name in self.life]
        zh, en = " → ".join(fact.zh for fact in facts), ", ".join(fact.en for fact in facts)
        return Label(f"{self.label.zh}（例：{zh}）", f"{self.label.en} (after: {en})")


class Judged(Struct, frozen=True, kw_only=True):
    """What hurts somebody, for which it is refused, and what is only odd, for which it is not; in words."""

    harms: tuple[Label, ...]
    oddities: tuple[Label, ...]

    @classmethod
    def of(cls, consequences: Iterable[Consequence]) -> Judged:
        """Each consequence once, in order."""
        found = list(dict.fromkeys(consequences))
        return cls(
            harms=tuple(each.in_words() for each in found if each.harms),
            oddities=tuple(each.in_words() for each in found if not each.harms),
        )


def life_until(fact: str) -> tuple[str, ...]:
    """The shortest life in which such a fact can happen: it begins with a detection, or before one with the register."""
    alone = fact == "detected" or FACTS[fact].of_the_register or FACTS[fact].of_a_ledger
    return (fact,) if alone else ("detected", fact)
