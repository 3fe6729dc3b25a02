"""Coming in: a link that works once, and an address that nobody else can reach."""

import os
import re
import time
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.test import Client
from django.urls import reverse

from makewhole.web.entrance import make_key, use_key
from makewhole.web.server import NotLoopback, PortTaken, check_loopback, link, serve


def test_a_key_lets_one_person_in_once(home: Path) -> None:
    key = make_key(home)
    first, second = Client(), Client()
    assert first.get(reverse("enter", args=[key])).status_code == 302
    assert first.get(reverse("today")).status_code == 200
    refused = second.get(reverse("enter", args=[key]))
    assert refused.status_code == 403 and b"This link has been used" in refused.content
    assert second.get(reverse("today")).status_code == 302


def test_a_key_is_good_for_half_a_day(home: Path) -> None:
    key = make_key(home)
    [file] = (home / "web" / "keys").iterdir()
    old = time.time() - 13 * 3600
    os.utime(file, (old, old))
    assert not use_key(home, key)


def test_the_key_itself_is_nowhere_in_the_home(home: Path) -> None:
    key = make_key(home)
    assert key in link(home, "127.0.0.1", 1) or key not in str(list(home.rglob("*")))
    assert all(key not in file.name for file in home.rglob("*"))
    assert re.fullmatch(r"http://127\.0\.0\.1:8377/enter/[\w-]{32}/", link(home, "127.0.0.1", 8377))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "example.com", "::"])
def test_an_address_others_could_reach_is_refused(host: str) -> None:
    with pytest.raises(NotLoopback) as refused:
        check_loopback(host)
    assert str(refused.value) == (
        f"--host {host}: makewhole serves this machine alone (127.0.0.1 or ::1) as long as "
        "there are no users with passwords. Nothing was started. Leave --host out; to look "
        "from another machine, forward the port through SSH."
    )


def test_loopback_is_taken() -> None:
    assert [check_loopback(each) for each in ("127.0.0.1", "::1", "localhost")] == [
        "127.0.0.1", "::1", "127.0.0.1",
    ]  # fmt: skip


def test_a_port_in_use_is_named() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        listening = Mock()
        with pytest.raises(PortTaken) as refused:
            serve("127.0.0.1", port, listening=listening)
    listening.assert_not_called()
    assert str(refused.value) == (
        f"127.0.0.1:{port}: another program listens there already. Nothing was started. "
        f"Choose another port: makewhole serve --port {port + 1}"
    )


def test_the_calendar_has_its_own_key_and_no_other(browser: Client) -> None:
    page = browser.get(reverse("today")).content.decode()
    assert Client().get(reverse("deadlines_feed", args=["wrong"])).status_code == 404
    found = re.search(r'href="(/feeds/[^"]+)"', page)
    if found is not None:
        assert Client().get(found[1]).content.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("path", ["/", "/enter/", "/enter/some-key/", "/healthz", "/findings/"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil"])
def test_another_name_than_this_machine_s_is_refused(home: Path, path: str, host: str) -> None:
    answer = Client(raise_request_exception=False).get(path, HTTP_HOST=host)
    assert answer.status_code == 400
    assert b"That was not understood" in answer.content
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert host.encode() not in answer.content
