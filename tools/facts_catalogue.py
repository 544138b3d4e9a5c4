"""
Write docs/facts.md: every fact with its meaning, its clear fields and their sources, its sealed blocks and its versions.

    python -m tools.facts_catalogue            rewrite docs/facts.md
    python -m tools.facts_catalogue --check    exit 1 if that page is not what this would write

The page is made from the fact classes. Only the first release of a fact is read back from the page itself; a fact
that is new there gets the release that stands in pyproject.toml.
"""

import inspect
import re
import sys
import tomllib
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from casework.application.log.encoding.topics import UPCASTERS
from casework.domain.codes.code import Code
from casework.domain.fact import Fact, Private, topic_of
from casework.domain.facts.accounts.accounts import StaffPrivate
from casework.domain.facts.assistance import ContactPrivate, NotePrivate
from casework.domain.facts.catalogue import HOUSEHOLD_FACTS, PRIVATE_BLOCKS, REFERENCE_FACTS
from casework.domain.facts.clearance import SignerPrivate
from casework.domain.facts.corrections import CorrectionPrivate
from casework.domain.facts.verification import CertificatePrivate, EvidencePrivate, ReceiptPrivate
from casework.domain.facts.work import DocumentPrivate, JobPrivate, OfferPrivate
from casework.domain.members import HouseholdPrivate, PersonPrivate

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "facts.md"
FIELD_SOURCES: dict[str, dict[str, str]] = tomllib.loads(
    (ROOT / "src/casework/domain/facts/field_sources.toml").read_text(encoding="utf-8")
)
"""On what each field rests: `fields` for all, then by the name of a fact or value what is its own."""

SEALED: dict[str, tuple[type[Private], ...]] = {
    "registered": (HouseholdPrivate, PersonPrivate),
    "members-updated": (HouseholdPrivate, PersonPrivate),
    "member-returned": (NotePrivate,),
    "household-reported": (NotePrivate,),
    "report-receipted": (ReceiptPrivate,),
    "verified": (SignerPrivate, EvidencePrivate, NotePrivate),
    "member-verified": (SignerPrivate, EvidencePrivate),
    "certificate-recorded": (CertificatePrivate,),
    "consent-recorded": (SignerPrivate,),
    "person-erased": (HouseholdPrivate,),
    "household-asked": (NotePrivate,),
    "difference-raised": (NotePrivate,),
    "difference-settled": (NotePrivate,),
    "not-eligible-proposed": (SignerPrivate, EvidencePrivate),
    "not-eligible-returned": (NotePrivate,),
    "clue-taken": (NotePrivate,),
    "objection-raised": (NotePrivate,),
    "objection-settled": (NotePrivate,),
    "difficulty-referred": (NotePrivate,),
    "referral-answered": (NotePrivate,),
    "jurisdiction-disputed": (NotePrivate,),
    "jurisdiction-decided": (NotePrivate,),
    "report-returned": (NotePrivate,),
    "confidentiality-proposed": (NotePrivate,),
    "verification-returned": (NotePrivate,),
    "placement-returned": (NotePrivate,),
    "placement-supplemented": (NotePrivate,),
    "difficulty-returned": (NotePrivate,),
    "cadre-declined": (NotePrivate,),
    "cadre-released": (NotePrivate,),
    "measure-dropped": (NotePrivate,),
    "measure-not-done": (NotePrivate,),
    "needs-assessed": (NotePrivate,),
    "plan-agreed": (NotePrivate,),
    "measure-done": (NotePrivate,),
    "post-information-given": (NotePrivate,),
    "difficulty-raised": (NotePrivate,),
    "difficulty-resolved": (NotePrivate, EvidencePrivate),
    "benefit-recorded": (NotePrivate,),
    "satisfaction-asked": (NotePrivate,),
    "appointment-made": (NotePrivate,),
    "appointment-missed": (NotePrivate,),
    "complaint-taken-in": (NotePrivate,),
    "complaint-answered": (NotePrivate,),
    "placement-disproved": (NotePrivate,),
    "clearance-returned": (NotePrivate,),
    "closing-returned": (NotePrivate,),
    "follow-up-logged": (NotePrivate, ContactPrivate),
    "job-offered": (OfferPrivate,),
    "placed": (JobPrivate,),
    "employment-changed": (JobPrivate,),
    "placement-confirmed": (DocumentPrivate,),
    "closing-proposed": (SignerPrivate,),
    "deadline-paused": (NotePrivate,),
    "extension-requested": (NotePrivate,),
    "extension-refused": (NotePrivate,),
    "late-entry-allowed": (NotePrivate,),
    "personal-data-shown": (NotePrivate,),
    "correction-proposed": (NotePrivate,),
    "entry-corrected": (NotePrivate, CorrectionPrivate),
    "account-invited": (StaffPrivate,),
    "staff-data-shown": (NotePrivate,),
    "home-declared": (NotePrivate,),
}
"""Which blocks of personal data stand sealed beside which fact; tests/docs holds it against the decisions."""

HEADER = """\
<!-- Written by `python -m tools.facts_catalogue`, not by hand. -->

# Facts

Every fact that casework records, in the order of a household's life. A fact says what happened, in past tense; it is
never renamed and never edited. A changed shape gets a new stored version (`name@2`) and a step from the old one
([how](how-to/a-changed-fact.md)).

Each fact is stored in an envelope: household, version (its place in the household's history), when it was recorded,
when it happened, by whom (`account`, `rule:name@version` or `import:batch`), in which office and in whose stead, and the
command id. Clear fields are what rules need; personal data stands beside them in sealed blocks ([ADR 0003](adr/0003-personal-data-sealed-per-person.md)).
The last line of each is what its class declares beside its fields: how screens call it; whether its episode keeps it,
so that a deadline may start on it or be met by it; whether it changes more of the household than that; which fields a
correction leaves alone; whether a what-if may take the last state of a household of such facts.
Each field says on what it rests: ids of [sources](sources.md), or the decision in [docs/adr](adr/README.md) that made it.
Chinese terms stand in the [glossary](glossary.md).
"""

_HEADING = re.compile(r"^### `([a-z-]+)(?:@\d+)?` \(since ([^)]+)\)$", re.MULTILINE)


def render(page: str, release: str) -> str:
    """The whole page; `page` is the present one, from which first releases are read, `release` the one in the making."""
    since = dict(_HEADING.findall(page))
    parts = [HEADER, "## Facts of a household\n"]
    parts += [_fact(kind, since.get(topic_of(kind), release)) for kind in HOUSEHOLD_FACTS]
    parts.append("## Facts beside the households\n")
    parts += [_fact(kind, since.get(topic_of(kind), release)) for kind in REFERENCE_FACTS]
    parts.append("## Values inside facts\n")
    parts += [_value(kind) for kind in _inner_structs()]
    parts.append("## Sealed blocks\n")
    parts.append("Personal data. Kept in memory only, sealed before a fact is stored; fields are text unless said.\n")
    parts += [_block(kind) for kind in PRIVATE_BLOCKS]
    return "\n".join(parts) + "\n"


def release_in_the_making() -> str:
    """The version that stands in pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def _fact(kind: type[Fact], since: str) -> str:
    blocks = ", ".join(f"`{_tag(block)}`" for block in SEALED.get(topic_of(kind), ())) or "none"
    lines = [f"### `{_stored_name(kind)}` (since {since})\n", f"{_prose(kind)}\n", *_table(kind, hidden="private")]
    return "\n".join([*lines, f"Sealed beside it: {blocks}.\n", *_declared(kind)])


def _declared(kind: type[Fact]) -> list[str]:
    """What the class says of all facts of its kind, on one line; facts beside the households have their name alone."""
    said = [f"On screens: {kind.label.zh}, {kind.label.en}."]
    if kind in HOUSEHOLD_FACTS:
        fixed = ", ".join(f"`{name}`" for name in sorted(kind.fixed_fields))
        said += [
            f"Kept in its episode: {_yes(kind.kept_in_episode)}.",
            f"Also outside episodes: {'always' if kind.of_the_register else _yes(kind.also_outside)}.",
            f"Changes the household: {_yes(kind.changes_household)}.",
            "Only answered, never corrected." if kind.only_answered else f"Not corrected: {fixed or 'none'}.",
            f"Shortcut of a what-if: {_yes(kind.what_if_shortcut)}.",
        ]
    return [" ".join(said) + "\n"]


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _value(kind: type[Struct]) -> str:
    return "\n".join([f"### {kind.__name__}\n", f"{_prose(kind)}\n", *_table(kind)])


def _block(kind: type[Private]) -> str:
    names = ", ".join(f"`{field.name}`" for field in fields(kind))
    return f"- `{_tag(kind)}`: {_sentence(kind)} Fields: {names}."


def _table(kind: type[Struct], hidden: str = "") -> list[str]:
    shown = [field for field in fields(kind) if field.name != hidden]
    if not shown:
        return ["No clear fields.\n"]
    hints = get_type_hints(kind)
    rows = [
        f"| `{field.name}` | {_type(hints[field.name])} | {_default(field)} | {source_of(kind, field.name)} |"
        for field in shown
    ]
    return ["| field | type | when absent | source |", "|---|---|---|---|", *rows, ""]


def source_of(kind: type[Struct], field: str) -> str:
    """On what a field rests. Raises LookupError where nobody has said so."""
    name = topic_of(kind) if issubclass(kind, Fact) else kind.__name__
    for said in (FIELD_SOURCES.get(name, {}), FIELD_SOURCES["fields"]):
        if field in said:
            return said[field]
    raise LookupError(f"{name}.{field}: say its source in domain/facts/field_sources.toml")


def _default(field: FieldInfo) -> str:
    if field.required:
        return "required"
    value = field.default if field.default is not NODEFAULT else field.default_factory()
    match value:
        case None:
            return "not stated"
        case bool():
            return "yes" if value else "no"
        case Struct():
            return "blank"
        case tuple() | dict():
            return f"`{', '.join(map(str, value))}`" if value else "none"
        case _:
            return f"`{value}`" if value != "" else "empty"


def _type(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " or ".join(_type(part) for part in arguments if part is not NoneType)
    if origin is tuple:
        return _LISTS.get(arguments[0], f"list of {_type(arguments[0])}")
    if origin is dict:
        return "values by name"
    if isinstance(hint, type) and issubclass(hint, Code):
        return f"{hint.__name__}: {', '.join(code.value for code in hint)}"
    return _PLAIN.get(getattr(hint, "__name__", ""), f"`{hint.__name__}`")


_PLAIN = {
    "str": "text",
    "int": "whole number",
    "bool": "yes or no",
    "date": "date",
    "datetime": "moment, UTC",
    "Decimal": "decimal number",
}
_LISTS: dict[Any, str] = {str: "list of texts", int: "list of whole numbers"}


def stored_structs() -> list[type[Struct]]:
    """Every fact, and every value inside facts."""
    return [*HOUSEHOLD_FACTS, *REFERENCE_FACTS, *_inner_structs()]


def _inner_structs() -> list[type[Struct]]:
    found: dict[type[Struct], None] = {}
    waiting: list[type[Struct]] = [*HOUSEHOLD_FACTS, *REFERENCE_FACTS]
    while waiting:
        kind = waiting.pop(0)
        hints = get_type_hints(kind)
        for name in (field.name for field in fields(kind) if field.name != "private"):
            for inner in _structs_in(hints[name]):
                if inner not in found:
                    found[inner] = None
                    waiting.append(inner)
    return list(found)


def _structs_in(hint: Any) -> list[type[Struct]]:
    if isinstance(hint, type) and issubclass(hint, Struct) and not issubclass(hint, Private):
        return [hint]
    return [inner for part in get_args(hint) for inner in _structs_in(part)]


def _stored_name(kind: type[Fact]) -> str:
    tag, version = topic_of(kind), 1
    while (tag, version) in UPCASTERS:
        version += 1
    return tag if version == 1 else f"{tag}@{version}"


def _tag(kind: type[Struct]) -> str:
    return str(kind.__struct_config__.tag)


def _prose(kind: type[Struct]) -> str:
    """The docstring: its first sentence with the source, then what it adds, as paragraphs of one line."""
    paragraphs = (inspect.getdoc(kind) or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _sentence(kind: type[Struct]) -> str:
    return _prose(kind).split("\n\n", maxsplit=1)[0]


def main(arguments: list[str]) -> int:
    """Write the page, or check it; the exit code."""
    page = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    wanted = render(page, release_in_the_making())
    if "--check" not in arguments:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    if page == wanted:
        return 0
    print("docs/facts.md is not up to date: python -m tools.facts_catalogue", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
