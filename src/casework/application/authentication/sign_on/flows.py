"""Sign-ons that were begun and wait for the answer of the provider: each for once, and for some minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from msgspec import Struct

from casework.application.log.records.patience import Patience
from casework.application.log.records.recorder import Run
from casework.application.log.setup.schema import ensure_tables_beside
from casework.application.log.store import Log

LONGEST_FLOW: Final = timedelta(minutes=10)

_TABLES: Final = (
    """
    CREATE TABLE main.sign_on_flows (
        digest text NOT NULL PRIMARY KEY,
        account text NOT NULL,
        redirect_uri text NOT NULL,
        begun_at bigint NOT NULL
    )
    """,
)
_COLUMNS = "account, redirect_uri, begun_at"
_BEGIN = f"INSERT INTO main.sign_on_flows (digest, {_COLUMNS}) VALUES (?, ?, ?, ?)"
_TAKE = f"DELETE FROM main.sign_on_flows WHERE digest = ? RETURNING {_COLUMNS}"
_END_OVER = "DELETE FROM main.sign_on_flows WHERE begun_at <= ?"


class Flow(Struct, frozen=True, kw_only=True):
    """A sign-on on its way: when it began, where the answer comes to, and the account it links; blank to sign in."""

    account: str
    redirect_uri: str
    begun_at: datetime


class Flows:
    """The table of one installation; of a flow it holds the hash of its state, and nothing that lets anybody in."""

    def __init__(self, log: Log, database: str, patience: Patience) -> None:
        ensure_tables_beside(database, "sign-on", _TABLES, patience)
        self._log = log

    def begin(self, state: str, flow: Flow) -> None:
        """From now on the answer to this state is waited for; flows that are over go."""
        begun_at = int(flow.begun_at.timestamp())

        def write(run: Run) -> None:
            run(_END_OVER, (begun_at - int(LONGEST_FLOW.total_seconds()),))
            run(_BEGIN, (_digest(state), flow.account, flow.redirect_uri, begun_at))

        self._log.beside(write)

    def take(self, state: str, now: datetime) -> Flow | None:
        """The flow of a state, which is over by that, for two at once as well; None for none, or one begun too long ago."""
        for account, redirect_uri, seconds in self._log.beside(lambda run: run(_TAKE, (_digest(state),))):
            begun_at = datetime.fromtimestamp(seconds, UTC)
            if now < begun_at + LONGEST_FLOW:
                return Flow(account=account, redirect_uri=redirect_uri, begun_at=begun_at)
        return None


def _digest(state: str) -> str:
    return sha256(state.encode()).hexdigest()
