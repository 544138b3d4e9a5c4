"""Production asks whoever acts for a token: signed in, out, given to programs, and refused alike for whatever is wrong."""

from __future__ import annotations

import json
import re
from base64 import b32decode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from casework.domain.authentication.one_time_codes import STEP_SECONDS, code_at
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.policy.text import default_policy_text
from tests.support.installations.command_line import DIVISIONS, FATHER, HEADER, MOTHER, CommandLine
from tests.support.installations.staff import TOWNSHIP

PASSWORD, OTHER = "kqzv-moxu-92lb", "zaiyige-hetang-77"
REFUSED = "token-refused"


class Production(CommandLine):
    """An installation by the real time; in production from `begins` on."""

    mode = "office"

    def run(self, *words: str, stdin: str | None = None, **variables: str | None) -> Result:
        """Give one command, whatever comes of it."""
        usual: dict[str, str | None] = {"CASEWORK_CLOCK": None, "CASEWORK_MODE": self.mode, "CASEWORK_AS": None}
        return super().run(*words, stdin=stdin, **{**usual, **variables})

    def asked(self, *words: str, stdin: tuple[str, ...]) -> Any:
        """The JSON answer of a command that reads secrets from stdin."""
        result = self.run(*words, "--json", stdin="".join(f"{line}\n" for line in stdin))
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    def code(self, *words: str) -> str:
        """The code of a refusal; blank for what succeeds."""
        result = self.run(*words, "--json")
        return str(json.loads(result.stderr)["code"]) if result.exit_code else ""

    def use(self, file: str) -> Path:
        """From now on tokens lie in this file."""
        path = self.folder / file
        self.environment["CASEWORK_TOKEN_FILE"] = str(path)
        return path

    def signed_in(self, account: str, *words: str) -> Path:
        """Somebody signs in, and the session's file is used from now on."""
        path = self.use(f"{account}.token")
        answer = self.asked("account", "sign-in", account, *words, stdin=(PASSWORD, ""))
        assert (answer["account"], answer["file"], "token" in answer) == (account, str(path), False)
        return path


class Staffed(Production):
    """With two administrators, and li in a township, each with the password, which is enough by the county's own policy."""

    first: str
    second: str
    li: str

    def begin(self) -> None:
        """A ledger and the accounts; production from now on."""
        self.say("import", "--divisions", self.divisions(), "--as", "clerk")
        self.say("import", self.table("l.csv", [HEADER, FATHER, MOTHER]), "--as", "clerk")
        self.say("policy", "publish", self.policy(), "--as", "clerk")
        self.mode = "production"
        init = ("account", "init", "管一", "--region", "990101", "--password")
        self.first = self.asked(*init, stdin=(PASSWORD,))["account"]
        self.second = self.asked(*init, stdin=(PASSWORD,))["account"]
        self.signed_in(self.first)
        made = self.ask("account", "invite", "李娜", "--as", self.first)
        self.li = self.asked("account", "activate", made["code"], "--password", stdin=(PASSWORD,))["account"]
        number = str(self.ask("office", "take", self.li, TOWNSHIP, "--as", self.first)["proposal"])
        self.signed_in(self.second)
        self.ask("office", "decide", number, "--as", self.second)

    def policy(self) -> str:
        """The default policy from today on, but nobody needs a second factor: what it asks has tests of its own."""
        today, file = shanghai_date(datetime.now(UTC)), self.folder / "policy.toml"
        text = re.sub(r"(?m)^second_factor = .*", "second_factor = []", default_policy_text())
        text = text.replace('version = "1"', 'version = "1-a"', 1)
        file.write_text(re.sub(r"(?m)^effective_on = .*", f"effective_on = {today}", text, count=1), encoding="utf-8")
        return str(file)

    def divisions(self) -> str:
        """The table of divisions."""
        return self.table("divisions.csv", [("区划代码", "名称"), *DIVISIONS])


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Staffed:
    """An installation in production, on either database."""
    command_line = Staffed(database_url, tmp_path)
    command_line.begin()
    return command_line


def test_whoever_acts_signs_in_and_out(office: Staffed) -> None:
    """Without a token nothing is done; with one's own what the office may; after signing out nothing."""
    log = ("log", "0101", "--kind", "visit", "--outcome", "reached", "--as", office.li)
    office.use("nothing here")
    assert office.code(*log) == "token-missing"
    assert office.code("whoami", "--as", office.li) == "token-missing"
    assert office.code("show", "0101", "--unmask", "--reason", "核对", "--as", office.li) == "token-missing"

    file = office.signed_in(office.li)
    assert file.stat().st_mode & 0o777 == 0o600
    assert office.ask("whoami", "--as", office.li)["offices"] == [TOWNSHIP]
    assert office.code(*log) != REFUSED
    assert office.code("show", "0101", "--unmask", "--reason", "核对", "--as", office.li) == ""
    assert "下一步：再次登录" in office.say("account", "sign-out")
    assert not file.exists()
    assert office.code("whoami", "--as", office.li) == "token-missing"


def test_whatever_is_wrong_is_one_refusal(office: Staffed) -> None:
    """Unknown, another's, of nobody, over, out of scope, of a disabled account: one sentence in both languages."""
    file = office.signed_in(office.li)
    session = file.read_text()
    program = office.ask("account", "token", "new", "汇总", "--for", "log", "--days", "3", "--as", office.li)

    def sentence(token: str, said: str, *words: str) -> str:
        file.touch(mode=0o600)
        file.write_text(token)
        return office.refused(*(words or ("account", "token", "list")), "--as", said)

    found = [
        sentence("no such token", office.li),
        sentence("", office.li),
        sentence(session, office.first),
        sentence(session, "10000000"),
        sentence(program["token"], office.li),
        sentence(program["token"], office.li, "verify", "0101", "--decide"),
    ]
    file.write_text(session)
    office.say("account", "sign-out")
    found.append(sentence(session, office.li))
    office.signed_in(office.first)
    office.ask("account", "disable", office.li, "--reason", "离职", "--as", office.first)
    office.use(file.name)
    found.append(sentence(program["token"], office.li, "log", "0101", "--kind", "visit", "--outcome", "reached"))
    assert len(set(found)) == 1
    assert found[0].startswith("令牌无效、已过期、不属于该账号，或不能用于此事")
    assert "The token is unknown, over, not of this account, or not for this" in found[0]


def test_a_program_does_what_its_token_is_for(office: Staffed) -> None:
    """And nothing else, not even of the same word; it is listed, revoked, and then does nothing."""
    office.signed_in(office.li)
    assert office.run("account", "token", "new", "x", "--for", "account invite", "--as", office.li).exit_code == 2
    made = office.ask("account", "token", "new", "核实", "--for", "close-green-channel", "--as", office.li)
    listed = office.ask("account", "token", "list", "--as", office.li)
    assert sorted((each["kind"], each["scope"]) for each in listed) == [
        ("program", "close-green-channel"),
        ("session", ""),
    ]

    session = Path(office.environment["CASEWORK_TOKEN_FILE"])
    kept = session.read_text()
    session.write_text(made["token"])
    channel = ("green-channel", "0101", "--as", office.li)
    assert office.code(*channel) == REFUSED
    assert office.code(*channel, "--close") != REFUSED
    assert office.code("account", "token", "revoke", made["number"], "--as", office.li) == REFUSED
    session.write_text(kept)
    assert office.ask("account", "token", "revoke", made["number"], "--as", office.li)["number"] == made["number"]
    assert office.code("account", "token", "revoke", made["number"], "--as", office.li) == "token-unknown"
    session.write_text(made["token"])
    assert office.code(*channel, "--close") == REFUSED


def test_a_file_that_others_can_read_is_refused(office: Staffed) -> None:
    """What stands in it is not repeated; read by its owner alone it does."""
    file = office.signed_in(office.li)
    file.chmod(0o644)
    refused = office.refused("whoami", "--as", office.li)
    assert "可被他人读取" in refused
    assert file.read_text().strip() not in refused
    file.chmod(0o600)
    office.ask("whoami", "--as", office.li)


def test_a_command_may_tell_the_token(office: Staffed) -> None:
    """It is run as it is; one that fails is told without what it said."""
    file = office.signed_in(office.li)
    del office.environment["CASEWORK_TOKEN_FILE"]
    office.environment["CASEWORK_TOKEN_COMMAND"] = f"cat {file}"
    office.ask("whoami", "--as", office.li)
    office.environment["CASEWORK_TOKEN_COMMAND"] = "false"
    assert "没有给出令牌" in office.refused("whoami", "--as", office.li)


def test_a_device_is_remembered(office: Staffed) -> None:
    """Strangers guess from elsewhere; here one gets in all the same, and the token is shown where no file is named."""
    file = office.signed_in(office.li, "--remember")
    for _ in range(9):
        office.run("account", "sign-in", office.li, stdin=f"{OTHER}\n\n", CASEWORK_TOKEN_FILE=None)
    held = office.run("account", "sign-in", office.li, "--json", stdin=f"{PASSWORD}\n\n", CASEWORK_TOKEN_FILE=None)
    assert json.loads(held.stderr)["code"] == "try-later"
    assert (file.parent / f"{file.name}.device").stat().st_mode & 0o777 == 0o600
    office.signed_in(office.li)
    del office.environment["CASEWORK_TOKEN_FILE"]
    shown = office.asked("account", "sign-in", office.first, stdin=(PASSWORD, ""))
    assert len(shown["token"]) >= 43


def test_elsewhere_nothing_is_asked(office: Staffed) -> None:
    """The control: without production mode an account is named and acts, as before."""
    office.use("nothing here")
    office.mode = "office"
    assert office.ask("whoami", "--as", office.li)["account"] == office.li
    assert office.code("account", "invite", "王伟", "--as", office.first) == ""


def test_an_administrator_signs_in_with_two_factors(sqlite_url: str, tmp_path: Path) -> None:
    """With the password alone the only step left is to set the second one up, and nothing else can be done till then."""
    office = Staffed(sqlite_url, tmp_path)
    office.say("import", "--divisions", office.divisions(), "--as", "clerk")
    office.mode = "production"
    init = ("account", "init", "管一", "--region", "990101", "--password")
    first = office.asked(*init, stdin=(PASSWORD,))["account"]
    file, sign_in = office.use("first.token"), ("account", "sign-in", first)
    refused = office.run(*sign_in, stdin=f"{PASSWORD}\n\n")
    assert (refused.exit_code, file.exists()) == (1, False)
    assert f"casework account second-factor {first}" in refused.stderr
    assert office.code("account", "list", "--as", first) == "token-missing"

    factor = ("account", "second-factor", first)
    secret = b32decode(office.asked(*factor, stdin=(PASSWORD, ""))["secret"].replace(" ", ""))
    code = code_at(secret, int(datetime.now(UTC).timestamp()) // STEP_SECONDS)
    paper = office.asked(*factor, "--confirm", stdin=(PASSWORD, "", code))["recovery_codes"]
    assert office.asked(*sign_in, stdin=(PASSWORD, paper[0]))["file"] == str(file)
    assert [each["account"] for each in office.ask("account", "list", "--as", first)] == [first]
    ended = office.run(*factor, "--off", "--json", stdin=f"{PASSWORD}\n{paper[1]}\n")
    assert json.loads(ended.stderr)["code"] == "second-factor-needed"
