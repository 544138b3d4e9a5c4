"""Cards to print, cut and hand out in person: one for each account that a sheet invited, with its code as QR code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from msgspec import Struct

from casework.interfaces.cli.accounts.invitations.qr_codes import qr_in_page
from casework.interfaces.wording.language import Language
from casework.interfaces.wording.moments import minute

_STYLE = """
body { font-family: sans-serif; margin: 1cm }
.card { display: flex; gap: 6mm; align-items: center; border: 1px dashed #888; padding: 4mm; margin-bottom: 6mm; break-inside: avoid }
code { font-size: 120%; overflow-wrap: anywhere }
"""


class Card(Struct, frozen=True, kw_only=True):
    """
    One card: which row of the sheet it is for, so that nobody's name is printed beside the code.

    `content` is what the QR code says.
    """

    sheet: str
    row: int
    account: str
    office: str
    code: str
    content: str
    expires_at: datetime

    def __repr__(self) -> str:
        """Whose alone, so that no log shows the code."""
        return f"Card(account={self.account!r})"


def cards_page(language: Language, cards: Sequence[Card]) -> bytes:
    """The page of all cards, in UTF-8; it loads nothing."""
    title = escape(language.say("邀请码", "Invitations"))
    body = "\n".join(_card(language, card) for card in cards)
    page = f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>\n'
    return f"{page}<body>\n{body}\n</body></html>\n".encode()


def _card(language: Language, card: Card) -> str:
    say, until = language.say, minute(card.expires_at)
    place = f"{card.sheet} " if card.sheet else ""
    lines = (
        say(f"名单 {place}第{card.row}行", f"Sheet {place}row {card.row}"),
        say(f"账号 {card.account}　{card.office}", f"Account {card.account}, {card.office}"),
        say(f"{until}前凭此码启用，只能用一次：", f"Works once, until {until}:"),
    )
    words = "<br>".join(map(escape, lines))
    return f'<div class="card">{qr_in_page(card.content)}<p>{words}<br><code>{escape(card.code)}</code></p></div>'
