"""What a badge says: whose it is, and, where people sign in with the scanner alone, their password with it."""

from dataclasses import dataclass

PREFIX = "BADGE:"


@dataclass(frozen=True, slots=True)
class Badge:
    """password None: it is asked for."""

    login: str
    password: str | None = None


def read_badge(text: str) -> Badge:
    """`BADGE:login:password`, `BADGE:login`, or a login as a person types it. The password may hold colons."""
    body = text.strip()
    if not body.upper().startswith(PREFIX):
        return Badge(body.lower())
    login, _, password = body[len(PREFIX) :].partition(":")
    return Badge(login.lower(), password or None)


def badge_code(login: str, password: str | None = None) -> str:
    """What the bar code of a badge says."""
    return f"{PREFIX}{login}" if password is None else f"{PREFIX}{login}:{password}"
