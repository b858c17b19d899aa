"""Care of the database by its administrator: what a bulk load leaves to be done."""

import psycopg

from db import errors


def refresh_statistics(url: str) -> None:
    """Let the planner see what is in the tables now (ANALYZE), as a superuser. After a bulk load, before people work:
    the server does it by itself too, a minute late."""
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=3) as connection:
            connection.execute("analyze")
    except psycopg.Error as error:
        raise errors.translate(error) from error


def trust_key(url: str, public_key: bytes, name: str) -> None:
    """Register the public half of a sealing key (32 bytes) in every warehouse, as a superuser. Again without harm."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            connection.execute(
                "insert into wms.seal_key (warehouse_id, key_id, public_key, name) "
                "select warehouse_id, left(encode(sha256(%(key)s), 'hex'), 16), %(key)s, %(name)s from wms.warehouse "
                "on conflict do nothing",
                {"key": public_key, "name": name},
            )
    except psycopg.Error as error:
        raise errors.translate(error) from error


def begin_epoch(url: str) -> int:
    """After a restore, as a superuser and before anybody works: transaction ids count anew from here, entries that are
    there belong to what was before. Returns the epoch's number. The sealer then closes the old epoch and goes on."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "update wms.epoch set counter = counter + 1, entry_from = nextval('wms.entry_seq') returning counter"
            ).fetchone()
            assert row is not None
            return int(row[0])
    except psycopg.Error as error:
        raise errors.translate(error) from error


def rename_installation(url: str) -> str:
    """This is a copy that goes on beside its original: it gets a name of its own, as a superuser and before anybody
    works, so that what devices keep for the original does not come here. Returns the name."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "update wms.installation set installation_id = gen_random_uuid(), known_as = null, "
                "made_at = clock_timestamp() returning installation_id"
            ).fetchone()
            assert row is not None
            return str(row[0])
    except psycopg.Error as error:
        raise errors.translate(error) from error
