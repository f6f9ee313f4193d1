"""Says why an IP address is not for fetching: it points inward, or nowhere."""

from __future__ import annotations

import ipaddress
from typing import TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's special-purpose registries (RFC 6890 and later), read 2026-11-27. One address beside them:
# 168.63.129.16 is public by number, and in one large cloud the machine's own keeper.
_FOUR = tuple(
    (ipaddress.IPv4Network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a carrier's own network"),
        ("127.0.0.0/8", "this machine"),
        ("168.63.129.16/32", "a cloud's metadata"),
        ("169.254.0.0/16", "a local link"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a reserved range"),
        ("192.0.2.0/24", "a range for examples"),
        ("192.88.99.0/24", "a reserved range"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a range for measuring"),
        ("198.51.100.0/24", "a range for examples"),
        ("203.0.113.0/24", "a range for examples"),
        ("224.0.0.0/4", "many machines at once"),
        ("240.0.0.0/4", "a reserved range"),
    )
)
_SIX = tuple(
    (ipaddress.IPv6Network(network), why)
    for network, why in (
        ("::1/128", "this machine"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a local link"),
        ("ff00::/8", "many machines at once"),
        ("2001::/23", "a reserved range"),
        ("2001:db8::/32", "a range for examples"),
        ("2002::/16", "a tunnel"),
        ("3fff::/20", "a range for examples"),
    )
)
_GLOBAL = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def inward(written: str) -> str | None:
    """What an IP address stands for, where that is no public machine; else None.

    An IPv4 address inside an IPv6 one (v4-mapped, NAT64) is judged by itself.

    >>> inward("93.184.215.14"), inward("169.254.169.254"), inward("100.100.100.200")
    (None, 'a local link', "a carrier's own network")
    >>> inward("::ffff:10.0.0.1"), inward("64:ff9b::7f00:1"), inward("2606:4700::1111")
    ('a private network', 'this machine', None)
    >>> inward("fe80::1%eth0"), inward("::127.0.0.1"), inward("nonsense")
    ('a local link', 'a reserved range', 'no address')
    """
    try:
        found = ipaddress.ip_address(written)
    except ValueError:
        return "no address"
    four = _inner(found)
    if four is not None:
        return next((why for network, why in _FOUR if four in network), None)
    bare = ipaddress.IPv6Address(int(found))  # without a scope, which takes no part
    why = next((why for network, why in _SIX if bare in network), None)
    return why or (None if bare in _GLOBAL else "a reserved range")


def loopback(written: str) -> bool:
    """Whether an IP address is this machine.

    >>> loopback("127.0.0.1"), loopback("::1"), loopback("10.0.0.1")
    (True, True, False)
    """
    return inward(written) == "this machine"


def _inner(found: Address) -> ipaddress.IPv4Address | None:
    if isinstance(found, ipaddress.IPv4Address):
        return found
    if found.ipv4_mapped is not None:
        return found.ipv4_mapped
    if ipaddress.IPv6Address(int(found)) in _NAT64:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return None
