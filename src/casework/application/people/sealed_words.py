"""What is sealed beside an entry, in words: masked, unless somebody has said why they need to see it (ADR 0003)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from msgspec import Struct

from casework.application.log.encoding.sealer import Erased
from casework.domain.codes.code import Code
from casework.domain.fact import Private
from casework.domain.labels import Label
from casework.domain.masks import Mask, declared
from casework.domain.persons import mask_id, mask_name

ERASED_WORDS: Final = Label("已删除", "erased")
_LONG_NUMBER: Final = re.compile(r"[0-9０-９][0-9０-９ -]{5,}[0-9０-９Xx]")
_BETWEEN_NAMES: Final = re.compile(r"([、,，;；/\s]+)")


class SealedWord(Struct, frozen=True, kw_only=True):
    """One sealed value: of whom (`household` or a member's number), what it is called, and what is shown of it."""

    of: str
    field: str
    label: Label
    text: str


def sealed_words(blocks: Mapping[str, Private | Erased], *, unmasked: Collection[Mask] = ()) -> tuple[SealedWord, ...]:
    """The sealed values of an entry in the order of their fields, blank ones left out; those of `unmasked` kinds in full."""
    return tuple(word for subject, block in blocks.items() for word in _words(subject, block, unmasked))


def shown(text: str, mask: Mask) -> str:
    """What is shown of a value that is masked."""
    match mask:
        case Mask.NAME:
            return "".join(mask_name(part) if index % 2 == 0 else part for index, part in enumerate(_parts(text)))
        case Mask.NUMBER:
            return mask_id(text)
        case Mask.TELEPHONE:
            return _LONG_NUMBER.sub(lambda found: _masked_number(found[0]), text)
        case Mask.WORDS:
            return _LONG_NUMBER.sub(lambda found: _masked_number(found[0]), text)


def _words(subject: str, block: Private | Erased, unmasked: Collection[Mask]) -> Iterator[SealedWord]:
    if isinstance(block, Erased):
        yield SealedWord(of=subject, field="", label=ERASED_WORDS, text="")
        return
    for field, words in declared(type(block)).items():
        value = getattr(block, field)
        for key, text in value.items() if isinstance(value, dict) else [("", value)] if value else []:
            label = Label(f"{words.label.zh}：{key}", f"{words.label.en}: {key}") if key else words.label
            plain = text.zh if isinstance(text, Code) else text
            said = plain if words.mask in unmasked else shown(plain, words.mask)
            yield SealedWord(of=subject, field=f"{field}.{key}" if key else field, label=label, text=said)


def _parts(text: str) -> list[str]:
    return _BETWEEN_NAMES.split(text)


def _masked_number(number: str) -> str:
    return number[:3] + "*" * (len(number) - 5) + number[-2:]
