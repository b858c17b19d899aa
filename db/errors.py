"""SQLSTATE to Refusal or Fault, in one place."""

import json
import re
from typing import Any

import psycopg

from app.domain.errors import Fault, Refusal, Unreachable

# what may be repeated with the same operation key: the outcome is not known, or nothing was done
_INDEFINITE = ("08", "57P0", "40", "53", "55P03", "25006")
# what the server says while a connection is being made reaches us as words alone, without its SQLSTATE
_SAID_AT_THE_DOOR = (
    ("password authentication failed", "28P01"),
    ("no password supplied", "28P01"),
    ("is not permitted to log in", "28000"),
    ("no pg_hba.conf entry", "28000"),
    ("permission denied for database", "42501"),
    (r'database ".*" does not exist', "3D000"),
    (r'role ".*" does not exist', "28000"),
)


def is_indefinite(error: psycopg.Error) -> bool:
    """May the same call be repeated with the same op? True for lost connections, shutdowns, deadlocks, full disks."""
    state = _state_of(error)
    if state is None:  # said by the client's library, not by the server
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return state.startswith(_INDEFINITE)


def translate(error: psycopg.Error) -> Refusal | Fault:
    """What the operator is told. Class WM carries its own words; the rest is worded here."""
    state = _state_of(error) or ""
    diag = error.diag
    if state.startswith("WM"):
        return Refusal(state, diag.message_primary or "Refused.", diag.message_hint or "", _detail(diag.message_detail))
    if state in ("28P01", "28000"):
        return Refusal(
            "signin", "The database does not know this person or password.", "Sign in again; check the name."
        )
    if state == "3D000":
        return Refusal("dsn", "There is no such database on the server.", "Check the database name in the address.")
    if state == "42501":
        return Refusal("WM403", "Your role does not allow this.", "Ask a supervisor, or sign in with another role.")
    if state in ("42P01", "42883", "3F000"):
        return Refusal(
            "schema",
            "The database lacks something this client needs.",
            "Run `stillage db migrate` as its administrator.",
        )
    if state == "53300":
        return Unreachable(
            "The database takes no more connections.", "What was scanned is kept and is sent again.", retry=True
        )
    if state == "53100":
        return Unreachable(
            "The database's disk is full.", "Nothing was posted. Free space on the server and try again.", retry=True
        )
    if (
        state == "23505"
    ):  # two entered the same at the same moment; whoever comes alone is told by the function what it is
        return Refusal("WM409", "This is there already.", "Refresh and look before entering it again.")
    if isinstance(error, psycopg.DataError) or state.startswith("22") or state == "23514":
        return Refusal(
            "WM422", "The database cannot take this value.", "Check what was entered.", {"reason": diag.message_primary}
        )
    if is_indefinite(error):
        return Unreachable("The database does not answer.", "What was scanned is kept and is sent again.", retry=True)
    return Fault(f"The database refused a statement ({state}: {diag.message_primary}).", "Nothing was posted.")


def _state_of(error: psycopg.Error) -> str | None:
    """The SQLSTATE, or the one that the words of a refused connection stand for; None where nobody said one."""
    if error.sqlstate is not None or not isinstance(error, psycopg.OperationalError):
        return error.sqlstate
    words = str(error)
    said_by_server = "FATAL:" in words or "no password supplied" in words  # the latter is libpq's own refusal
    return next((state for said, state in _SAID_AT_THE_DOOR if said_by_server and re.search(said, words)), None)


def _detail(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {"detail": text}
    return found if isinstance(found, dict) else {"detail": found}
