"""An installation whose staff sign in, with hashes that cost little and are counted."""

from __future__ import annotations

from base64 import b32decode
from collections import Counter
from threading import Lock

from casework.application.authentication.password_hashes import Effort, PasswordHashes
from casework.application.authentication.proofs import Shown
from casework.application.authentication.sign_in import SignIn
from casework.application.personnel.account_desk import AccountDesk
from casework.domain.authentication.one_time_codes import STEP_SECONDS, code_at
from tests.support.installations.installations import Office

PASSWORD, OTHER = "kqzv-moxu-92lb", "zaiyige-hetang-77"
CITY = "990100000000"
CHEAP = Effort(memory_kib=64, passes=1)


class CountedHashes(PasswordHashes):
    """Cheap hashes; how often each was looked at, None for those of nobody."""

    def __init__(self) -> None:
        super().__init__(CHEAP)
        self.looked_at: Counter[str | None] = Counter()
        self._counting = Lock()

    def matches(self, password: str, hashed: str | None) -> bool:
        """As usual, and counted."""
        with self._counting:
            self.looked_at[hashed] += 1
        return super().matches(password, hashed)


class SignedStaff:
    """Two administrators, and whoever they invite; everybody has the same password."""

    def __init__(self, office: Office, url: str, hashes: PasswordHashes | None = None) -> None:
        self.office = office
        self.url = url
        self.hashes = hashes or CountedHashes()
        self.sign_in = SignIn(office.casework, url, self.hashes)
        self.desk = AccountDesk(office.casework)
        self.first = self.sign_in.install("管一", "", CITY, PASSWORD)
        self.second = self.sign_in.install("管二", "", CITY, PASSWORD)

    def somebody(self, name: str = "李娜") -> str:
        """The account of somebody who was invited and chose the password."""
        code = self.desk.invite(name, "", by=self.first, office=None).code
        return self.sign_in.activate(code, PASSWORD)

    def with_telephone(self, account: str) -> tuple[bytes, list[str]]:
        """The secret of the telephone that the account signs in with from now on, and its recovery codes."""
        offered = self.sign_in.offer_second_factor(shown(account))
        secret = b32decode(offered.spelled.replace(" ", ""))
        codes = self.sign_in.confirm_second_factor(shown(account), self.code(secret))
        self.office.later(seconds=STEP_SECONDS)
        return secret, codes

    def code(self, secret: bytes, steps: int = 0) -> str:
        """What the telephone shows now, or so many steps later."""
        return code_at(secret, int(self.office.clock.now().timestamp()) // STEP_SECONDS + steps)


def shown(account: str, password: str = PASSWORD, code: str = "", *, source: str = "192.0.2.1") -> Shown:
    """What somebody shows from an address."""
    return Shown(account=account, password=password, code=code, source=source)
