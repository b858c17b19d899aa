"""Which schema this client was written for, and what to say to a database that has another."""

from app.domain.errors import Refusal

SCHEMA = "0002"


def check(found: str | None) -> None:
    """Refuse a schema that this client does not fit, with what to do. found: the database's revision, None without one.

    Revisions are four digits and grow. A newer database still serves this client: what is released is never taken away
    before the release after next (expand, upgrade, contract).
    """
    if found is None:
        raise Refusal("schema", "The database is empty.", "Run `stillage db migrate` as its administrator.")
    if found < SCHEMA:
        raise Refusal(
            "schema",
            f"The database has schema {found}, this client needs {SCHEMA}.",
            "Run `stillage db migrate` as its administrator; older clients go on working.",
        )
