"""One thing an intruder may try, and the only right answers to it."""

from dataclasses import dataclass

DENIED = "42501"


@dataclass(frozen=True, slots=True)
class Attempt:
    """what: in words. sql: statements, parted by ;; where there are several. expect: the only right answers."""

    what: str
    sql: str
    expect: tuple[str, ...]
    why_allowed: str = ""


def denied(*attempts: tuple[str, str]) -> list[Attempt]:
    return [Attempt(what, sql, (DENIED,)) for what, sql in attempts]
