"""The unified sign-on in a terminal: linked, signed in by the browser, and every way in which that comes to nothing (ADR 0053)."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

from tests.interfaces.stories.test_tokens import PASSWORD, Production
from tests.support.installations.command_line import DIVISIONS
from tests.support.installations.staff import VILLAGE, Staff
from tests.support.sign_on.in_a_terminal import Browser, Ended, through, waiting
from tests.support.sign_on.provider import SECRET, Provider, browse

NAME = "li.na@county"


class WithProvider(Production):
    """An office's machine by the real time: two administrators, li in a village with a password, and a unified sign-on."""

    staff: Staff
    li: str

    def begin(self, provider: Provider) -> None:
        """The accounts are made; the settings name the provider, whose secret lies in a file."""
        self.say(
            "import", "--divisions", self.table("divisions.csv", [("区划代码", "名称"), *DIVISIONS]), "--as", "clerk"
        )
        self.staff = Staff(self)
        self.li, code = self.staff.invited("李娜")
        self.asked("account", "activate", code, "--password", stdin=(PASSWORD,))
        number = str(self.ask("office", "take", self.li, VILLAGE, "--as", self.staff.first)["proposal"])
        self.ask("office", "decide", number, "--as", self.staff.second)
        secret = self.folder / "sign-on.secret"
        secret.touch(mode=0o600)
        secret.write_text(f"{SECRET}\n")
        self.environment |= {
            "CASEWORK_SIGN_ON_ISSUER": provider.issuer,
            "CASEWORK_SIGN_ON_CLIENT": "casework",
            "CASEWORK_SIGN_ON_SECRET_FILE": str(secret),
        }

    def by_browser(self, *words: str, browser: Browser | None = None, stdin: str = "") -> Ended:
        """How a command ends that waits for the browser, in which somebody signs in."""
        environment = {**self.environment, "CASEWORK_MODE": self.mode}
        return through(environment, browser or signs_in, *words, stdin=stdin)


def signs_in(address: str, name: str = NAME) -> None:
    """Somebody signs in at the provider and is led back."""
    back = browse(address, name, until=_redirect(address))
    assert "Go back to the terminal" in _opened(back).text


def _opened(address: str) -> httpx2.Response:
    with httpx2.Client(trust_env=False, verify=False) as browser:
        return browser.get(address)


def _redirect(address: str) -> str:
    return parse_qs(urlsplit(address).query)["redirect_uri"][0]


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path, sign_on_provider: Provider) -> WithProvider:
    """An installation on SQLite."""
    made = WithProvider(sqlite_url, tmp_path)
    made.begin(sign_on_provider)
    return made


def test_linked_signed_in_and_unlinked(office: WithProvider) -> None:
    """The session is that of a password: in its file, good for acting, over when the account is unlinked."""
    done = office.by_browser("account", "link", office.li, "--json", stdin=f"{PASSWORD}\n\n")
    assert json.loads(done.stdout.splitlines()[-1])["facts"] == ["sign-on-linked"], done.stderr
    file = office.use("li.token")
    done = office.by_browser("account", "sign-on", browser=disturbed)
    assert (done.exit_code, f"账号{office.li}已登录" in done.stdout) == (0, True), done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    office.mode = "production"
    assert office.code("whoami", "--as", office.li) == ""
    assert office.code("account", "unlink", office.li, "--as", office.li) == ""
    assert office.code("whoami", "--as", office.li) == "token-refused"
    assert "没有绑定可用的账号" in office.by_browser("account", "sign-on").stderr


def test_as_json(office: WithProvider) -> None:
    """The address first, then the answer; without a file the token is told once."""
    office.by_browser("account", "link", office.li, stdin=f"{PASSWORD}\n\n")
    done = office.by_browser("account", "sign-on", "--json")
    address, answer = map(json.loads, done.stdout.splitlines())
    assert address["open"].startswith(office.environment["CASEWORK_SIGN_ON_ISSUER"])
    assert (answer["account"], bool(answer["token"])) == (office.li, True)
    assert answer["next_step"]["command"] == "casework account sign-out"


def disturbed(address: str) -> None:
    """A forged answer, another page and a broken one come to the port first, which changes nothing."""
    back = _redirect(address)
    parts = urlsplit(back)
    assert parts.hostname == "127.0.0.1"
    for each in (
        f"{back}?{urlencode({'state': 'forged', 'code': 'x'})}",
        f"{back}?code=x",
        f"http://127.0.0.1:{parts.port}/favicon.ico",
        f"{back}?{'&'.join(f'a{n}=1' for n in range(99))}",
    ):
        answer = _opened(each)
        assert (answer.status_code, answer.headers["cache-control"]) == (400, "no-store")
    signs_in(address)


def declines(address: str) -> None:
    """Somebody thinks better of it at the provider."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    issuer = address.partition("/auth?")[0]
    said = {"state": asked["state"], "error": "access_denied", "iss": issuer}
    _opened(f"{asked['redirect_uri']}?{urlencode(said)}")


def test_whoever_gives_up(office: WithProvider) -> None:
    """At the provider, by the keyboard, or by letting the time pass: a sentence says so, and nobody is signed in."""
    file = office.use("li.token")
    done = office.by_browser("account", "sign-on", browser=declines)
    assert (done.exit_code, "access_denied" in done.stderr) == (1, True)

    with waiting(office.environment, "account", "sign-on") as (process, _, _):
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        assert (process.returncode, "已取消" in said.decode()) == (1, True)

    late = office.run("account", "sign-on", "--seconds", "1")
    assert (late.exit_code, "1秒内没有从统一身份认证返回" in late.stderr) == (1, True)
    assert not file.exists()


def test_what_is_not_set_up(office: WithProvider) -> None:
    """Each setting that is missing or cannot be used has its sentence; the secret is in none of them."""
    told = office.environment
    secret = Path(told["CASEWORK_SIGN_ON_SECRET_FILE"])

    def says(**variables: str | None) -> str:
        done = office.run("account", "sign-on", **variables)
        assert done.exit_code in {1, 2, 3}
        assert SECRET not in done.output
        return done.stderr

    assert "没有设置统一身份认证" in says(CASEWORK_SIGN_ON_ISSUER=None, CASEWORK_SIGN_ON_CLIENT=None)
    assert "须一起设置" in says(CASEWORK_SIGN_ON_CLIENT=None)
    assert "地址不安全" in says(CASEWORK_SIGN_ON_ISSUER="http://sign-on.example")
    assert "连接不上" in says(CASEWORK_SIGN_ON_ISSUER="http://127.0.0.1:9")
    assert "应为正整数" in says(CASEWORK_SIGN_ON_MAX_AGE_MINUTES="soon")
    assert "无法读取" in says(CASEWORK_SIGN_ON_SECRET_FILE=f"{secret}.none")
    secret.chmod(0o644)
    assert "可被他人读取" in says()
    secret.chmod(0o600)
    secret.write_text("short")
    assert "内容过短" in says()


def test_another_ones_account_is_not_linked(office: WithProvider) -> None:
    """Without its password not, and nobody but its owner or an administrator unlinks it."""
    refused = office.run("account", "link", office.staff.second, stdin=f"{PASSWORD}x\n\n")
    assert (refused.exit_code, "账号、密码或验证码不正确" in refused.stderr) == (1, True)
    assert office.code("account", "unlink", office.staff.second, "--as", office.li) == "not-allowed"
    assert office.ask("account", "unlink", office.li, "--as", office.staff.first)["facts"] == []
