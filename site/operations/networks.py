"""Which network an address is in: one household or one phone has many addresses."""

from ipaddress import IPv6Address, ip_address

# The addresses of one household or one phone differ only behind these.
BITS_OF_A_NETWORK = 64


def network_of(address: str) -> str:
    """An address, or the network that it is in where one household has many."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(int(known) >> BITS_OF_A_NETWORK)
