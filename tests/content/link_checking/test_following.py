"""What a link check asks, what it makes of the answers, and what it never connects to."""

import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from content.link_checking.following import Visitor
from content.models import LinkState
from tests.content.link_checking.server import HERE, Server, running, tls_with


@pytest.mark.parametrize(
    ("path", "state", "code"),
    [
        ("/ok", LinkState.WORKS, 200),
        ("/lent", LinkState.WORKS, 200),
        ("/gone", LinkState.GONE, 404),
        ("/gone-for-good", LinkState.GONE, 410),
        ("/hints", LinkState.GONE, 404),
        ("/moved", LinkState.MOVED, 200),
        ("/moved-and-gone", LinkState.GONE, 404),
        ("/only-get", LinkState.WORKS, 200),
        ("/hangs-up-on-head", LinkState.WORKS, 200),
        ("/closed", LinkState.UNSURE, 403),
        ("/error", LinkState.FAILS, 500),
        ("/loop", LinkState.FAILS, None),
        ("/to-a-mail", LinkState.FAILS, None),
        ("/long", LinkState.FAILS, None),
        ("/junk", LinkState.FAILS, None),
        ("/endless", LinkState.WORKS, 200),
    ],
)
def test_says_what_is_at_an_address(
    server: Server, visitor: Visitor, path: str, state: LinkState, code: int | None
) -> None:
    seen = visitor.look_at(server.address(path))
    assert (seen.state, seen.code) == (state, code)


@pytest.mark.parametrize(
    ("path", "new_path"),
    [("/moved", "/ok"), ("/moved-then-lent", "/lent"), ("/spaced", "/ok?with=a%20b&%C3%A9")],
)
def test_a_move_for_good_ends_where_a_loan_begins(
    server: Server, visitor: Visitor, path: str, new_path: str
) -> None:
    assert visitor.look_at(server.address(path)).moved_to == server.address(new_path)


def test_asks_for_the_head_first_and_says_who_asks(server: Server, visitor: Visitor) -> None:
    visitor.look_at(server.address("/ok?a=\u00e9 b#part"))
    visitor.look_at(server.address("/only-get"))
    agent = "LinkCheck/1.0 (+https://ours.example)"
    assert server.asked == [
        ("HEAD", "/ok?a=%C3%A9%20b", agent),
        ("HEAD", "/only-get", agent),
        ("GET", "/only-get", agent),
    ]


def test_follows_no_more_than_five_redirects(server: Server, visitor: Visitor) -> None:
    visitor.look_at(server.address("/loop"))
    assert len(server.asked) == 6


def test_a_busy_site_is_asked_once_and_not_judged(server: Server, visitor: Visitor) -> None:
    seen = visitor.look_at(server.address("/busy"))
    assert (seen.state, seen.wait) == (LinkState.NEW, timedelta(hours=1))
    assert [method for method, _, _ in server.asked] == ["HEAD"]


@pytest.mark.parametrize(("path", "days"), [("/busy-without-end", 7), ("/busy-far-away", 1)])
def test_no_wait_is_too_long_to_be_understood(
    server: Server, visitor: Visitor, path: str, days: int
) -> None:
    assert visitor.look_at(server.address(path)).wait == timedelta(days=days)


def test_who_asks_is_said_in_plain_letters(server: Server, visitor: Visitor) -> None:
    seen = replace(visitor, agent="LinkCheck/1.0 (+https://b\u00fcro.example)").look_at(
        server.address("/ok")
    )
    assert seen.state == LinkState.WORKS
    assert server.asked[0][2] == "LinkCheck/1.0 (+https://b?ro.example)"


def test_waits_before_it_asks_the_same_site_again(server: Server, visitor: Visitor) -> None:
    waits: list[float] = []
    patient = replace(visitor, pause=30, wait_for=waits.append)
    patient.look_at(server.address("/moved"))
    assert len(server.asked) == 2
    assert len(waits) == 1
    assert 29 < waits[0] <= 30


def test_a_slow_answer_ends_when_the_time_is_over(server: Server, visitor: Visitor) -> None:
    began = time.monotonic()
    seen = replace(visitor, seconds=0.3).look_at(server.address("/drip"))
    assert (seen.state, seen.detail) == (LinkState.FAILS, "it took too long")
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/ok",
        "http://localhost:{port}/ok",
        "http://[::1]:{port}/ok",
        "http://[::ffff:127.0.0.1]:{port}/ok",
        "http://2130706433:{port}/ok",
        "http://0.0.0.0:{port}/ok",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://somebody:secret@127.0.0.1:{port}/ok",
    ],
)
def test_never_asks_this_machine_or_its_network(server: Server, address: str) -> None:
    usual = Visitor(agent="LinkCheck/1.0", pause=0)
    seen = usual.look_at(address.format(port=server.server_port))
    assert seen.state == LinkState.PRIVATE
    assert server.asked == []


def test_a_redirect_into_the_network_is_not_followed(server: Server, visitor: Visitor) -> None:
    seen = visitor.look_at(server.address("/to-the-network"))
    assert seen.state == LinkState.PRIVATE
    assert [path for _, path, _ in server.asked] == ["/to-the-network"]


def answers_in_turn(*answers: list[str]) -> tuple[list[str], Callable[..., list[Any]]]:
    """A name server that says something else each time, and the names it was asked for."""
    asked: list[str] = []

    def look_up(host: str, port: int, **kwargs: object) -> list[Any]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    return asked, look_up


def test_connects_to_the_very_address_that_was_checked(
    server: Server, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, look_up = answers_in_turn([HERE], ["127.0.0.9"])
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    seen = visitor.look_at(f"http://turns.example:{server.server_port}/ok")
    assert seen.state == LinkState.WORKS
    assert asked == ["turns.example"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, look_up = answers_in_turn(["93.184.215.14", HERE])
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    seen = Visitor(agent="LinkCheck/1.0", pause=0).look_at("http://both.example/ok")
    assert seen.state == LinkState.PRIVATE


@pytest.mark.parametrize(
    "address", ["https://", "http://a.example:99999/", "ftp://a.example/", "http://[/", "x" * 400]
)
def test_what_is_no_web_address_fails_and_breaks_nothing(visitor: Visitor, address: str) -> None:
    seen = visitor.look_at(address)
    assert (seen.state, seen.detail) == (LinkState.FAILS, "this is no web address")


def test_a_certificate_that_nobody_signed_is_not_valid(tmp_path: Path, visitor: Visitor) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(day)
        .not_valid_after(day + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (tmp_path / "certificate").write_bytes(certificate.public_bytes(pem))
    (tmp_path / "key").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    tls = tls_with(str(tmp_path / "certificate"), str(tmp_path / "key"))
    with running(tls) as secure:
        seen = visitor.look_at(secure.address("/ok"))
    assert (seen.state, seen.detail) == (LinkState.FAILS, "its certificate is not valid")
