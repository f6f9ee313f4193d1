"""Addresses that point inward: refused as written, once resolved, and on every redirect."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Failed
from onrecord.sources.address import Allowed
from onrecord.sources.document import Document
from onrecord.sources.inward import inward
from onrecord.sources.web import Web
from tests.sources.server import Reply, Server

INWARD = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.8.8",
    "168.63.129.16",
    "169.254.169.254",
    "172.31.255.255",
    "192.0.0.192",
    "192.168.1.1",
    "198.19.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
    "4000::1",
]


@pytest.mark.parametrize("ip", INWARD)
def test_inward(ip: str, web: Callable[..., Web]) -> None:
    assert inward(ip)
    client = web(allowed=Allowed(), resolve=lambda host, port: ["93.184.215.14", ip])
    found = client.fetch("http://news.example/a")
    assert isinstance(found, Failed)
    assert f"({ip})" in found.reason


@pytest.mark.parametrize(
    "ip", ["1.1.1.1", "93.184.215.14", "172.32.0.1", "64:ff9b::101:101", "2606:4700::1111"]
)
def test_outward(ip: str) -> None:
    assert inward(ip) is None


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_by_itself(ip: IPv4Address) -> None:
    why = inward(str(ip))
    assert inward(str(IPv6Address(0xFFFF_0000_0000 + int(ip)))) == why
    assert inward(str(IPv6Address((0x64FF9B << 96) + int(ip)))) == why


@given(st.ip_addresses())
def test_what_python_holds_for_inward_is_inward(ip: IPv4Address | IPv6Address) -> None:
    inside = int(ip) >> 32 in (0xFFFF, 0x64FF9B << 64)  # tested above
    if not inside and (not ip.is_global or ip.is_multicast or ip.is_reserved):
        assert inward(str(ip))


@pytest.mark.parametrize(
    "host", ["127.1", "0x7f.1", "2130706433", "0177.0.0.1", "[::ffff:7f00:1]", "localhost"]
)
def test_odd_spellings_of_this_machine(host: str) -> None:
    """The system itself says what they mean; no name's server is asked for them."""
    with Web(sleep=lambda seconds: None) as client:
        found = client.fetch(f"http://{host}/")
    assert isinstance(found, Failed)
    assert "this machine" in found.reason or "no address" in found.reason


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.org/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://user:word@example.org/", "user name or password"),
        ("http://user@example.org/", "user name or password"),
        ("http://example.org:22/", "port 22"),
        ("https://example.org:8443/", "port 8443"),
        ("http:///a", "names no host"),
        ("http://" + "a" * 5000, "longer than"),
        ("http://[::1", "no address"),
        ("http://exa mple.org/", "no address"),
    ],
)
def test_refused_as_written(address: str, why: str, web: Callable[..., Web]) -> None:
    found = web(allowed=Allowed()).fetch(address)
    assert isinstance(found, Failed)
    assert why in found.reason


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://10.0.0.1/", "a private network (10.0.0.1)"),
        ("http://metadata.example/latest", "a local link (169.254.169.254)"),
        ("http://[::ffff:10.0.0.1]/", "a private network"),
        ("file:///etc/passwd", "only http and https"),
        ("//user:word@127.0.0.1/", "user name or password"),
        ("http://[::1", "no address"),
    ],
)
def test_redirects_inward(server: Server, web: Callable[..., Web], to: str, why: str) -> None:
    def names(host: str, port: int) -> list[str]:
        known = {"news.example": "127.0.0.1", "metadata.example": "169.254.169.254"}
        return [known.get(host, host)]

    server.replies["/a"] = Reply(b"", status=302, headers={"Location": to})
    found = web(resolve=names).fetch(server.at("/a", host="news.example"))
    assert isinstance(found, Failed)
    assert why in found.reason
    assert server.paths() == ["/a"]


def test_a_name_that_changes_its_answer(server: Server, web: Callable[..., Web]) -> None:
    """Each connection goes to the address that was looked at for it, and to no other."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    server.replies["/a"] = Reply()
    client = web(resolve=lambda host, port: next(answers))
    first = client.fetch(server.at("/a", host="news.example"))
    assert isinstance(first, Document)
    # asked twice so far, for robots.txt and for the page, and never again in between
    second = client.fetch(server.at("/a", host="news.example"))
    assert isinstance(second, Failed)
    assert "10.0.0.1" in second.reason
    assert server.paths() == ["/a"]
    assert {host for host, _, _ in server.asked} == {f"news.example:{server.port}"}


def test_robots_that_lead_inward_are_not_followed(server: Server, web: Callable[..., Web]) -> None:
    server.replies["/robots.txt"] = Reply(
        b"", status=302, headers={"Location": "http://10.0.0.1/robots.txt"}
    )
    server.replies["/a"] = Reply()
    found = web(resolve=lambda host, port: [host]).fetch(server.at("/a"))
    assert isinstance(found, Document)


def test_loopback_lets_nothing_else_in(web: Callable[..., Web]) -> None:
    found = web(resolve=lambda host, port: ["192.168.0.1"]).fetch("http://news.example/")
    assert isinstance(found, Failed)
    assert "private network" in found.reason
    found = web(resolve=lambda host, port: ["1.1.1.1"]).fetch("http://news.example:8080/")
    assert isinstance(found, Failed)
    assert "port 8080" in found.reason


def test_the_name_is_kept_for_the_certificate(
    server: Server, web: Callable[..., Web], tmp_path: Path
) -> None:
    """Connected to a number, the certificate has still to be that of the name."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, held = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    names = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    subprocess.run(
        ["openssl", *words.split(), *names, "-keyout", key, "-out", held],
        check=True,
        capture_output=True,
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(held, key)
    seen: list[str | None] = []
    serving.sni_callback = lambda sock, name, context: seen.append(name)
    server.http.socket = serving.wrap_socket(server.http.socket, server_side=True)
    server.replies["/a"] = Reply()
    client = web(trust=ssl.create_default_context(cafile=str(held)))
    good = client.fetch(f"https://news.example:{server.port}/a")
    assert isinstance(good, Document)
    assert set(seen) == {"news.example"}
    bad = client.fetch(f"https://other.example:{server.port}/a")
    assert isinstance(bad, Failed)
