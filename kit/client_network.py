"""Who sends a request, as far as a limit needs to know: the network it comes from."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv6Address, ip_address, ip_network

from django.http import HttpRequest

PREFIX_V6 = 64  # what one household or one machine is given; counting single addresses would limit nobody
UNKNOWN = "unknown"


def network_of(request: HttpRequest, *, proxies: int = 0) -> str:
    """Return the network a request comes from; behind proxies, as the outermost trusted one names it.

    `proxies` is how many proxies of ours stand in front: each adds one address at the end of
    X-Forwarded-For. What stands before those is the sender's own word, and is not believed.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if proxies:
        named = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        address = named[-proxies].strip() if len(named) >= proxies else address
    try:
        read = ip_address(address)
    except (AddressValueError, ValueError):
        return UNKNOWN
    if isinstance(read, IPv6Address):
        if read.ipv4_mapped is not None:
            return str(read.ipv4_mapped)
        return str(ip_network(f"{read}/{PREFIX_V6}", strict=False))
    return str(read)
