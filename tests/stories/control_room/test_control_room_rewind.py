"""Look back: a post, the floor before it, what changed since, and now again, in the pixels of the plan."""

from datetime import UTC, datetime

from app.services.rewind import SETTLED
from tests.db import acts


def settle(room):
    """Until what was posted is old enough to be played (the newest seconds are left out on purpose)."""
    posted = datetime.now(UTC)
    room.wait(lambda: datetime.now(UTC) - posted > SETTLED)
    room.page.rewind.mode.reader.read_track()
    room.quiet()


def test_the_floor_before_a_post_and_now_again(room, ground):
    supervisor = ground.as_("t_supervisor")
    room.page.acts.show_metric("on_hand")
    empty = room.pixel("A-01-01-1")
    ground.receive(supervisor, "CUP", 40, "A-01-01-1")
    room.wait(lambda: room.pixel("A-01-01-1") != empty)
    before = datetime.now(UTC)
    acts.move(ground, supervisor, "CUP", 40, "A-01-01-1", "B-01-03-1")
    room.wait(lambda: room.pixel("B-01-03-1") != empty)
    assert room.pixel("A-01-01-1") == empty
    settle(room)

    room.page.rewind.mode.seek(before.timestamp())
    room.wait(lambda: room.page.rewind.mode.past)
    assert room.pixel("A-01-01-1") != empty, "it lay there then"
    assert room.pixel("B-01-03-1") == empty
    assert room.page.rewind.contents[room.location("A-01-01-1")].sku == "CUP"

    room.click_bin("A-01-01-1")
    room.page.acts.open_bin(room.location("A-01-01-1"))
    room.quiet()
    stock = room.page.drill.tabs.stock.table.rows
    assert stock.rowCount() == 1
    assert room.page.drill.tabs.bar.tabText(1) == "Ledger 1", "the move had not been posted"

    room.page.rewind.hold_against_now()
    picture = room.page.view.picture
    index = picture.plan.by_code
    assert picture.value_of(index["A-01-01-1"]) == -40
    assert picture.value_of(index["B-01-03-1"]) == 40
    assert room.pixel("A-01-01-1") != room.pixel("B-01-03-1")
    ground.receive(supervisor, "CUP", 5, "B-01-03-1")
    room.wait(lambda: picture.value_of(index["B-01-03-1"]) == 45)
    room.page.rewind.hold_against_now()

    room.page.rewind.go_live()
    room.wait(lambda: room.pixel("A-01-01-1") == empty)
    assert room.pixel("B-01-03-1") != empty
    grid = room.page.view.picture.grid
    assert grid.on_hand[index["B-01-03-1"]] == 45
    room.wait(lambda: room.page.drill.tabs.bar.tabText(1) == "Ledger 2")


def test_the_same_moment_from_the_player_and_from_the_database(room, ground):
    """Each bin's facts, played, equal what the database says of that moment."""
    supervisor, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    ground.receive(supervisor, "CUP", 10, "A-01-01-1")
    ground.receive(supervisor, "MILK", 6, "A-01-01-1", p_lot="L1", p_expires_on=acts.in_days(20))
    tote = acts.unit(ground, picker, place="A-01-02-1")
    acts.move(ground, picker, "CUP", 4, "A-01-01-1", "A-01-02-1", p_to_hu=tote)
    ground.neighbours_done()
    supervisor.call("take_snapshot_v1", p_warehouse=ground.wh, p_spacing=1)
    acts.move(ground, picker, "CUP", 6, "A-01-01-1", "B-01-01-1")
    settle(room)
    with ground.root() as root:
        moments = [row[0] for row in root.execute("select posted_at from wms.ledger order by 1").fetchall()]
    for at in moments:
        room.page.rewind.mode.seek(at.timestamp() + 1e-6)
        room.wait(lambda: room.page.rewind.mode.past)
        grid = room.page.view.picture.grid
        said = {row.location_id: row for row in supervisor.query("floor_at", warehouse=ground.wh, at=at)}
        for index, location in enumerate(grid.plan.locations.ids.tolist()):
            row = said.get(location)
            assert grid.on_hand[index] == (row.on_hand if row else 0), (at, location)
            assert grid.quants[index] == (row.quants if row else 0), (at, location)
            assert abs(grid.fill[index] - (row.fill if row else 0)) < 1e-6
            assert row is None or row.expires_on is None or grid.expires_on[index] == float(row.expires_on)
