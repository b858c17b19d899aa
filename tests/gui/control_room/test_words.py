"""Figures, filters, alarms and times in words; pure functions."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace as Row
from zoneinfo import ZoneInfo

import pytest

from app.services.control_room import CutOff, Kpis
from app.ui.control_room.activity import VERBS, read_deeds
from app.ui.control_room.age import Proof
from app.ui.control_room.alarm_items import AlarmItem, count_alarms, flood_words, marks_of, worst_new
from app.ui.control_room.figures import AlarmCount, Moment, tiles
from app.ui.control_room.lines import entry_line
from app.ui.control_room.plan_filter import Places, PlanFilter
from app.ui.control_room.sample_floor import sample_plan
from app.ui.control_room.search import BinIndex
from app.ui.control_room.words import DONE, initials, plain, say_age, say_clock, say_span, short_name
from db import sql_files

NOW = datetime(2026, 11, 23, 13, 32, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
AT = Moment(NOW, BERLIN)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.31, "0.3 s"), (9.96, "10.0 s"), (42, "42 s"), (360, "6 min"), (3 * 3600, "3 h"), (12 * 86_400, "12 d")],
)
def test_an_age_has_the_precision_that_matters(seconds, said):
    assert say_age(seconds) == said


def test_times_quantities_and_names():
    assert (say_span(5280), say_span(720), say_span(-720)) == ("1 h 28 min", "12 min", "12 min")
    assert say_clock(NOW, BERLIN, NOW) == "14:32"
    assert say_clock(NOW - timedelta(days=1), BERLIN, NOW) == "Sun 22 Nov 14:32"
    assert (plain(Decimal("96.000")), plain(Decimal("0.412")), plain(None), plain(1200.0)) == (
        "96",
        "0.412",
        "–",
        "1,200",
    )
    assert (initials("K. Hansen"), initials("anna"), initials("")) == ("KH", "AN", "?")
    assert (short_name("Miriam Okafor"), short_name("t_picker")) == ("M. Okafor", "t_picker")


def deed(kind, **more):
    given = {
        "quantity": Decimal(4),
        "sku": "CUP",
        "from_code": "A-1",
        "to_code": "B-1",
        "document": None,
        "reason": None,
    }
    ids = {"ledger_id": 7, "from_location_id": 1, "to_location_id": 2, "posted_at": NOW, "person": "Jan Lindqvist"}
    return Row(kind=kind, **{**given, **ids, **more})


def ledger_kinds():
    """Every kind that a function of the database posts."""
    text = "\n".join(file.read_text() for file in (sql_files.ROOT / "functions").glob("*.sql"))
    posts = re.findall(r"wms\.post_\w+\([^;]{0,120}?, '([a-z_]+)'", text)
    corrections = re.findall(r"p_kind (?:not )?in \(([^)]*)\)", text)
    return {*posts, *re.findall(r"'([a-z_]+)'", " ".join(corrections))} - {"demand", "zero", "abc"}


def test_every_kind_of_entry_has_its_words():
    found = ledger_kinds()
    assert {"receive", "undo", "owner", "kit", "unkit", "correct_lot", "count"} <= found
    for kind in ("receive", "pick", "pack", "ship", "count", "status", "kit", "unkit", "undo", "owner", "correct_lot"):
        assert kind in DONE, kind
        assert kind in VERBS, kind


def test_what_people_did_beside_moving_stock_is_said_in_words():
    rows = [
        Row(event_id=9, occurred_at=NOW, person="Ada", type="layout.published", number=None, locations=[], payload={}),
        Row(
            event_id=8,
            occurred_at=NOW,
            person="Ada",
            type="stock.held",
            number=None,
            locations=[5],
            payload={"reason": "recall"},
        ),
        deed("undo", reason="mistake"),
        deed("owner", to_code="ADJUSTMENT"),
        deed("kit", from_code="ADJUSTMENT"),
    ]
    rows[0].payload = {"locations": 9_935, "version": 12}
    deeds = read_deeds(rows, BERLIN)
    assert [deed.what for deed in deeds] == [
        "published the layout, version 12, 9,935 bins",
        "put stock on hold, 1 bin, recall",
        "took back 4 × CUP from A-1 to B-1, mistake",
        "changed the owner of 4 × CUP in A-1",
        "made a kit of 4 × CUP in B-1",
    ]
    assert [deed.location_id for deed in deeds] == [None, 5, 2, 1, 2]


def kpis(*cut_offs, late=0):
    return Kpis(cut_offs, (1,) * 12, 2, 10, late, 3, {"packing": (9, 7), "staging": (4, 1)})


def by_id(made):
    return {tile.id: tile.kpi for tile in made}


def test_nothing_counted_yet_is_a_dash_and_never_a_zero():
    assert {tile.kpi.value for tile in tiles(None, AlarmCount(known=False), AT)} == {None}


def test_a_cut_off_that_has_passed_says_how_many_are_late():
    shown = by_id(tiles(kpis(CutOff("DHL", NOW - timedelta(minutes=5), 10, 6, 1, 1, 2)), AlarmCount(), AT))["cut_off.0"]
    assert (shown.value, shown.unit, shown.chip, shown.context) == ("7", "of 10 orders", "3 late", "past by 5 min")
    assert shown.cut_off.late == pytest.approx(0.3)


def test_the_two_soonest_cut_offs_with_work_left_are_shown():
    done = CutOff("A", NOW, 5, 5, 0, 0, 0)
    later = CutOff("C", NOW + timedelta(hours=2), 5, 0, 0, 0, 5)
    soon = CutOff("B", NOW + timedelta(hours=1), 5, 0, 0, 0, 5)
    never = CutOff("D", None, 5, 0, 0, 0, 5)
    labels = [tile.kpi.label for tile in tiles(kpis(done, never, later, soon), AlarmCount(), AT)][:2]
    assert labels == ["B · cut-off 15:32", "C · cut-off 16:32"]


def test_late_lines_have_a_shape_and_none_have_none():
    assert by_id(tiles(kpis(late=3), AlarmCount(), AT))["late"].status == "warn"
    assert by_id(tiles(kpis(), AlarmCount(), AT))["late"].status is None


def test_old_figures_say_their_age():
    assert all(tile.kpi.stale for tile in tiles(kpis(), AlarmCount(), Moment(NOW, BERLIN, 42.0)))


def alarm(id_, priority=1, person="", minutes=1, **more):
    place = more.pop("place", 7)
    return AlarmItem(id_, "scale", priority, "x", "y", place, "P1", NOW - timedelta(minutes=minutes), person, **more)


def test_alarms_are_counted_by_shape_and_only_those_that_stand():
    shelved = alarm(4, until=NOW + timedelta(hours=1), reason="later")
    items = [alarm(1, minutes=6), alarm(2, 2, "K. Hansen"), alarm(3, 3), shelved, alarm(5, cleared=True)]
    count = count_alarms(items, NOW)
    assert (count.alarms, count.warnings, count.new) == (1, 2, 2)
    assert count.oldest_new == NOW - timedelta(minutes=6)
    assert worst_new(items, NOW) == "alarm"
    assert worst_new(items[1:3], NOW) == "warn"
    assert [(mark.alarm_id, mark.acknowledged) for mark in marks_of(items, NOW)] == [(3, False), (2, True), (1, False)]
    assert shelved.state(NOW + timedelta(hours=2)) == "new", "it comes back when its time is over"


def test_a_flood_is_grouped_by_cause():
    assert flood_words([alarm(n) for n in range(10)], NOW) == ""
    assert flood_words([alarm(n) for n in range(11)], NOW) == "11 alarms in 10 min: 11 × scale"


def test_chips_say_what_is_on_and_each_can_go():
    plan = sample_plan(300)
    zone = int(plan.zones.ids[0])
    chosen = PlanFilter(
        frozenset({zone}), frozenset({"pick"}), True, 30, Places("Bins with CUP", frozenset({1})), "A-0"
    )
    chips = chosen.chips(plan)
    assert [chip.field for chip in chips] == ["places", "text", "zones", "kinds", "held", "within"]
    assert len(chosen.rules()) == 6
    for chip in chips:
        chosen = chosen.without(chip.field)
    assert chosen == PlanFilter()
    assert PlanFilter().with_zone(3).with_zone(3) == PlanFilter().with_kind("pick").with_kind("pick") == PlanFilter()
    assert PlanFilter().expiring(7).expiring(7) == PlanFilter()


def test_a_bin_is_found_by_its_beginning_by_a_part_and_without_separators():
    plan = sample_plan(300)
    index, codes = BinIndex(plan), plan.locations.codes
    some = sorted(code for code in codes if code.startswith("B-"))[3]
    assert codes[index.find(some)[0]] == some
    assert codes[index.find(some.replace("-", "").lower())[0]] == some
    assert all("-02" in codes[at] for at in index.find("-02"))
    assert index.find("") == [] == index.find("no such bin")
    assert len(index.find("-")) == 8


def entry(**more):
    facts = dict(
        ledger_id=8412903, posted_at=NOW, kind="pick", quantity=Decimal(8), sku="CUP", from_code="D-05", to_code="TOTE",
        from_location_id=7, to_location_id=9, document="SO-1", person="Miriam Okafor", reason=None, order_line_id=1,
    )  # fmt: skip
    return Row(**{**facts, **more})


def test_a_ledger_entry_reads_from_the_bin_it_is_looked_at_from():
    leaves, arrives = entry_line(entry(), 7, BERLIN, NOW), entry_line(entry(), 9, BERLIN, NOW)
    assert (leaves.title, leaves.amount, leaves.lead) == ("Picked to TOTE", "−8", "14:32")
    assert (arrives.title, arrives.amount) == ("Picked from D-05", "+8")
    assert leaves.below == "SO-1 · M. Okafor · CUP"
    assert entry_line(entry(order_line_id=None), 7, BERLIN, NOW).key is None


def test_the_age_counts_from_the_last_proof_and_away_from_the_first_failure():
    clock, now = [100.0], [NOW]
    proof = Proof(clock=lambda: clock[0], now=lambda: now[0])
    assert proof.age is None
    assert not proof.stale
    proof.renew()
    clock[0] = 103.5
    assert (proof.age, proof.stale) == (3.5, False)
    proof.lose()
    now[0] = NOW + timedelta(minutes=3)
    proof.lose()
    assert (proof.away_since, proof.stale) == (NOW, True)
    proof.renew()
    assert (proof.away_since, proof.age) == (None, 0.0)
    clock[0] = 120.0
    assert proof.stale, "silence is not life"
