"""What the planner does where statistics are missing: a table that was never analysed, as in the first minute of a warehouse."""

from tests.db.ground import Ground


def test_the_key_of_places_is_their_newest_index(ground: Ground) -> None:
    """Of indexes that look equally good the planner takes the newest: whoever adds one to places adds it before this."""
    with ground.root() as root:
        newest = root.execute(
            "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid "
            "where i.indrelid = 'wms.location'::regclass order by i.indexrelid desc limit 1"
        ).fetchone()
    assert newest == ("location_key",)
