"""What the QR code of an invitation says: the page that takes the code, or the account and the code as they are typed."""

from __future__ import annotations

import re

_BEFORE_CODE = re.compile(r"[\s=]+")


def link_of(page: str | None, code: str) -> str | None:
    """
    The link that answers an invitation; None where no page takes it.

    The code stands behind `#`: that part is sent to no server, so that it stands in no log of one.
    """
    return f"{page}#code={code}" if page else None


def said_by_qr(page: str | None, account: str, code: str) -> str:
    """What the QR code says; it names nobody."""
    return link_of(page, code) or f"{account} {code}"


def code_in(said: str) -> str:
    """The code of an invitation, however it was taken over: alone, behind its account, or in its link."""
    return _BEFORE_CODE.split(said.strip())[-1]
