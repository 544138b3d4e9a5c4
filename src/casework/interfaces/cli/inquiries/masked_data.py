"""What stays masked although somebody asked to see a household in full: their office has no right to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from casework.domain.labels import Label
from casework.domain.masks import Mask
from casework.interfaces.cli.output import print_lines
from casework.interfaces.workplace.invocation import Asked, Unmasking

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace

WORDS: Final = {
    Mask.NAME: Label("姓名", "names"),
    Mask.TELEPHONE: Label("电话", "telephones"),
    Mask.NUMBER: Label("证件号码和编号", "numbers of documents and codes"),
    Mask.WORDS: Label("文字中的长号码", "long numbers within words"),
}
"""What the kinds of data are called."""


def print_kept_masked(asked: Asked, place: Workplace, unmasking: Unmasking | None) -> None:
    """Them in a line; nothing where everything was shown, or nobody asked for it."""
    from casework.interfaces.reception.acts import kept_masked

    kept = kept_masked(place) if unmasking is not None else frozenset()
    if kept:
        zh = "、".join(words.zh for mask, words in WORDS.items() if mask in kept)
        en = ", ".join(words.en for mask, words in WORDS.items() if mask in kept)
        print_lines(
            asked.language.say(f"按本职务的权限仍遮蔽：{zh}", f"Still masked, for this office has no right to it: {en}")
        )
