"""Chance that repeats: a figure in [0, 1) out of a seed and names, the same on every machine and Python."""

from hashlib import blake2b


def chance(seed: int, *names: object) -> float:
    """Uniform in [0, 1), a pure function of the seed and the names (blake2b of their text; not Python's hash)."""
    text = "\x1f".join([str(seed), *map(str, names)]).encode()
    return int.from_bytes(blake2b(text, digest_size=7).digest(), "big") / (1 << 56)


def between(low: float, high: float, seed: int, *names: object) -> float:
    """Uniform in [low, high)."""
    return low + (high - low) * chance(seed, *names)


def whole(low: int, high: int, seed: int, *names: object) -> int:
    """A whole number, low and high included."""
    return low + int(chance(seed, *names) * (high - low + 1))
