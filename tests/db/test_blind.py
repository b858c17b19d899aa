"""What the ledger expects never reaches who counts: tried with their own credentials, in every way they have.

Three bins hold numbers that occur nowhere else. Whatever a counter reads, calls, provokes or listens to must not contain
one of them, and must not differ between a bin that is counted right and one that is counted wrong.
"""

import json
import re
import struct
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from app.domain.ids import new_op
from tests.db import acts, counts
from tests.db.ground import Ground

SECRETS = {"A-01-01-1": 73519, "A-01-01-2": 84627, "A-01-02-1": 95713}
RIGHT, WRONG, EMPTIED = SECRETS
GUESS = 73519  # entered everywhere: right in the first bin only; so it is taken out before answers are searched
LOOSE = "set client_min_messages = debug5; set debug_print_plan = on; set debug_print_parse = on; set debug_print_rewritten = on"
COUNTING = {
    "claim_count_v1", "enter_count_v1", "take_back_count_v1", "close_count_v1",
    "my_counts_v1", "count_places_v1", "count_item_v1", "count_unit_v1", "layout_no_v1", "installation_v1",
}  # fmt: skip


@pytest.fixture
def secret(ground: Ground) -> Ground:
    """Three bins of cups, one of them with a pallet and a lot, all on a list that anybody may count."""
    picker = ground.as_("t_picker")
    for place, quantity in SECRETS.items():
        ground.receive(picker, "CUP", quantity, place)
    acts.reserve(ground, ground.as_("t_supervisor"), acts.order(ground, "S-1", {"CUP": 5}))
    counts.plan(ground, *SECRETS)
    return ground


class Spy:
    """A counter's own connection that keeps all the server says: rows, refusals with all their fields, notices."""

    def __init__(self, ground: Ground, login: str = "t_counter", loose: bool = False) -> None:
        self.heard: list[str] = []
        self._connection = psycopg.connect(ground.url(login), autocommit=True)
        self._connection.add_notice_handler(self._notice)
        if loose:
            self._connection.execute(LOOSE)

    def ask(self, sql: str, *given: Any) -> Any:
        """Rows, or the SQLSTATE of the refusal."""
        try:
            cursor = self._connection.execute(sql, given)
            found = cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            said = error.diag
            names = [name for name in dir(said) if not name.startswith("_")]
            self.heard += [str(getattr(said, name)) for name in names]
            return error.sqlstate
        self.heard.append(str(found))
        return found

    def call(self, function: str, **given: Any) -> Any:
        """The answer of an api function, or the SQLSTATE."""
        named = ", ".join(f"{name} => %s" for name in given)
        found = self.ask(f"select api.{function}({named})", *given.values())
        return found if isinstance(found, str) else found[0][0]

    def close(self) -> None:
        self._connection.close()

    def _notice(self, said: psycopg.errors.Diagnostic) -> None:
        self.heard += [str(said.message_primary), str(said.message_detail), str(said.context)]


@pytest.fixture
def spy(secret: Ground) -> Iterator[Spy]:
    made = Spy(secret, loose=True)
    yield made
    made.close()


def spellings(number: int) -> list[str]:
    """A number as it is read, and as printed plans show it: the bytes of an integer, of a numeric's digits."""
    signed = [list(struct.unpack("4b", struct.pack("<i", number)))]
    digits = [number // 10_000, number % 10_000]
    signed.append(list(struct.unpack("4b", struct.pack("<2h", *digits))))
    return [str(number), *(" ".join(map(str, part)) for part in signed)]


def leaks(heard: list[str], *numbers: int) -> list[str]:
    """What was heard that contains a number nobody told the counter."""
    spelt = [re.escape(text) for number in numbers or SECRETS.values() for text in spellings(number)]
    wanted = re.compile(r"(?<![\d-])(" + "|".join(spelt) + r")(?!\d)")
    return [text[:300] for text in heard if wanted.search(text)]


def test_the_spy_hears_what_there_is_to_hear(secret: Ground) -> None:
    """Against a test that cannot fail: where the supervisor looks, the numbers are, in rows and in printed plans."""
    boss = Spy(secret, "t_supervisor", loose=True)
    boss.ask("select * from api.stock")
    assert leaks(boss.heard)
    for constant in ("84627", "84627::numeric(18, 6)"):
        boss.heard.clear()
        boss.ask(f"select {constant} + count(*) from api.stock where quantity > 0 having count(*) < 0")
        plans = [text for text in boss.heard if "PLANNEDSTMT" in text]
        assert leaks(plans), "plans are printed to this connection, with their constants"
    boss.close()


def test_without_the_guard_the_server_would_print_the_inside(secret: Ground) -> None:
    """The seeded hole: one function without client_min_messages, and its inner plans come out at whoever asks."""
    heard = []
    for change in ("reset client_min_messages", "set client_min_messages = error"):
        with secret.root() as root:
            root.execute(f"alter function api.claim_count_v1(uuid, int, bigint, text, int) {change}")
        spy = Spy(secret, loose=True)
        spy.call("claim_count_v1", p_op=new_op(), p_warehouse=secret.wh, p_location=secret.places[WRONG])
        heard.append("count_position" in " ".join(spy.heard))
        spy.close()
        with secret.root() as root:
            root.execute("update wms.count set lease_until = now() - interval '1 hour', claimed_by = null")
    assert heard == [True, False]


def test_a_counter_may_call_and_read_these_and_nothing_else(secret: Ground) -> None:
    with secret.root() as root:
        may = "select p.proname from pg_proc p where p.pronamespace = 'api'::regnamespace and has_function_privilege('r_counter', p.oid, 'execute')"
        assert {name for (name,) in root.execute(may)} == COUNTING
        views = "select c.relname from pg_class c where c.relnamespace in ('api'::regnamespace, 'wms'::regnamespace, 'pii'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'S') and case when c.relkind = 'S' then has_sequence_privilege('r_counter', c.oid, 'usage, select, update') else has_any_column_privilege('r_counter', c.oid, 'select, insert, update, references') or has_table_privilege('r_counter', c.oid, 'delete, truncate, trigger') end"
        assert {name for (name,) in root.execute(views)} == {"schema_version", "my_warehouse", "me"}
        keeps = "select p.proname from pg_proc p where p.pronamespace = 'api'::regnamespace and has_function_privilege('r_counter', p.oid, 'execute') and not coalesce(p.proconfig, '{}') @> '{client_min_messages=error}'"
        assert root.execute(keeps).fetchall() == [], "the server prints no plans of these, whoever asks"


def test_every_relation_of_the_database(secret: Ground, spy: Spy) -> None:
    with secret.root() as root:
        names = root.execute(
            "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname not like 'pg_toast%'"
        ).fetchall()
    for (name,) in names:
        spy.ask(f"select t::text from {name} t")
    spy.ask("select * from pg_catalog.pg_stats where schemaname = 'wms'")
    assert spy.ask("select histogram_bounds from pg_catalog.pg_stats where tablename = 'quant'") == []
    assert leaks(spy.heard) == []


def test_every_function_of_ours_with_everything_they_may_guess(secret: Ground, spy: Spy) -> None:
    """All of api and wms, by name, with real ids in all places: refused, or without a number."""
    with secret.root() as root:
        found = root.execute(
            "select p.oid::regproc::text, array(select format_type(t, null) from unnest(p.proargtypes::oid[]) t) from pg_proc p "
            "where p.pronamespace in ('api'::regnamespace, 'wms'::regnamespace) and p.prokind = 'f'"
        ).fetchall()
    guesses = {
        "uuid": "gen_random_uuid()", "integer": str(secret.wh), "bigint": str(secret.places[WRONG]), "text": "'CUP'",
        "bigint[]": f"array[{secret.places[WRONG]}]", "numeric": "1", "jsonb": "'[]'", "boolean": "false",
        "text[]": "array['CUP']", "name": "'t_counter'", "timestamp with time zone": "now()", "date": "current_date",
    }  # fmt: skip
    allowed = set()
    for name, types in found:
        arguments = ", ".join(f"{guesses.get(kind, 'null')}::{kind}" for kind in types)
        if spy.ask(f"select * from {name}({arguments})") != "42501":
            allowed.add(name.removeprefix("api."))
    assert allowed <= COUNTING | {"wms.my_warehouses", "wms.refuse_change", "wms.refuse_retired"}
    assert COUNTING - {"enter_count_v1"} <= allowed | {"take_back_count_v1", "close_count_v1"}
    assert leaks(spy.heard) == []


def session(spy: Spy, ground: Ground, place: str) -> list[Any]:
    """All a counter can do at one bin, wrong turns included; answers without what names the bin."""
    base = {"p_warehouse": ground.wh}
    answers: list[Any] = []

    def do(function: str, **given: Any) -> Any:
        answers.append(spy.call(function, p_op=new_op(), **base, **given))
        return answers[-1]

    number = do("claim_count_v1", p_location=ground.places[place])["count_id"]
    do("close_count_v1", p_count=number)
    cup = {"p_count": number, "p_product": ground.products["CUP"]}
    for quantity in (-1, 0, "NaN", 10**12, None, GUESS - 1):
        do("enter_count_v1", **cup, p_quantity=quantity)
    line = answers[-1]["line_id"]
    do("enter_count_v1", **cup, p_quantity=1, p_lot="L")
    do("enter_count_v1", **cup, p_quantity=1, p_hu=999999)
    do("close_count_v1", p_count=number, p_empty=True)
    do("take_back_count_v1", p_count=number, p_line=line)
    do("take_back_count_v1", p_count=number, p_line=line)
    do("enter_count_v1", **cup, p_quantity=GUESS)
    do("claim_count_v1", p_location=ground.places[place])
    do("close_count_v1", p_count=number)
    do("close_count_v1", p_count=number)
    do("claim_count_v1", p_location=ground.places[place])
    do("enter_count_v1", **cup, p_quantity=1)
    own = (number, ground.places[place], ground.products["CUP"])
    plain = json.dumps(answers, default=str).replace(place, "BIN")
    plain = re.sub(rf'"(count_id|line_id|location_id)": ({"|".join(map(str, own))}|\d+)', r'"\1": 0', plain)
    return list(json.loads(plain))


def test_right_and_wrong_are_answered_alike(secret: Ground, spy: Spy) -> None:
    right, wrong = session(spy, secret, RIGHT), session(spy, secret, WRONG)
    assert right == wrong
    assert right[-1] == "WM455"
    states = {place: row for place, *row in _states(secret)}
    assert states[RIGHT][0] == "posted"
    assert states[WRONG][0] == "recount"
    assert leaks(spy.heard, SECRETS[WRONG], SECRETS[EMPTIED]) == []


def _states(ground: Ground) -> list[tuple[Any, ...]]:
    with ground.root() as root:
        return root.execute(
            "select l.code, c.state, c.flags from wms.count c join wms.location l using (warehouse_id, location_id)"
        ).fetchall()


def test_refusals_say_the_same_in_all_their_fields(secret: Ground) -> None:
    """Message, detail, hint and context of every refusal, at the right bin and at the wrong one."""
    heard = []
    for login, place in (("t_counter", RIGHT), ("t_counter", WRONG)):
        spy = Spy(secret, login)
        session(spy, secret, place)
        texts = [
            re.sub(r"\d{5,}|(?<=\"line_id\": )\d+|(?<='line_id': )\d+|(?<=_id': )\d+", "n", text) for text in spy.heard
        ]
        heard.append([text.replace(place, "BIN") for text in texts])
        spy.close()
    assert heard[0] == heard[1]


def test_right_and_wrong_write_the_same_number_of_rows_to_every_table(secret: Ground) -> None:
    """The server's statistics are open to everybody: they must not tell what was decided."""

    def rows() -> dict[str, int]:
        with secret.root() as root:
            names = root.execute(
                "select c.relname from pg_class c where c.relnamespace = 'wms'::regnamespace and c.relkind = 'r'"
            ).fetchall()
            return {name: root.execute(f"select count(*) from wms.{name}").fetchone()[0] for (name,) in names}

    written, door = [], secret.as_("t_counter")
    for place in (RIGHT, WRONG):
        number = counts.claim(secret, door, place)
        counts.enter(secret, door, number, "CUP", GUESS)
        before = rows()
        counts.close(secret, door, number)
        after = rows()
        written.append({name: after[name] - before[name] for name in after if after[name] != before[name]})
    assert written[0] == written[1]
    assert "ledger" not in " ".join(written[0]), "who counts posts nothing"


def test_explained_calls_show_no_inside(secret: Ground, spy: Spy) -> None:
    number = spy.call("claim_count_v1", p_op=new_op(), p_warehouse=secret.wh, p_location=secret.places[WRONG])[
        "count_id"
    ]
    spy.ask(
        "explain (analyze, verbose, buffers, wal, settings) select api.enter_count_v1(%s, %s, %s, %s, 3)",
        new_op(), secret.wh, number, secret.products["CUP"],
    )  # fmt: skip
    spy.ask("explain (analyze, verbose, buffers) select api.close_count_v1(%s, %s, %s)", new_op(), secret.wh, number)
    assert "quant" not in " ".join(spy.heard), "no plan of the inside was printed"
    assert leaks(spy.heard) == []


def test_lists_and_labels_do_not_hint(ground: Ground) -> None:
    """A zero confirmation, a recount and a plain count look the same on the list; a unit's place is not told."""
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 7, RIGHT)
    acts.move(ground, picker, "CUP", 7, RIGHT, WRONG)
    made = counts.plan(ground, p_name="Zero confirmation", p_kind="zero")
    assert made["counts"] == 1
    counts.plan(ground, WRONG, EMPTIED, p_name="Other")
    counts.count(ground, ground.as_("t_counter2"), WRONG, CUP=3)
    spy = Spy(ground)
    listed = spy.ask("select * from api.my_counts_v1(%s)", ground.wh)
    assert {row[3:] for row in listed} == {(place, "Reserve", False, False) for place in SECRETS}
    unit = acts.unit(ground, ground.as_("t_packer"), "carton")
    with ground.root() as root:
        sscc = root.execute("select sscc from wms.handling_unit where hu_id = %s", (unit,)).fetchone()[0]
    assert spy.ask("select * from api.count_unit_v1(%s, %s)", ground.wh, sscc) == [(unit, sscc, "carton")]
    assert not {"Zero", "zero", "Other", "recount"} & set(re.findall(r"\w+", " ".join(spy.heard)))
    spy.close()


def test_other_peoples_questions_are_hidden_and_wake_ups_carry_nothing(secret: Ground, spy: Spy) -> None:
    spy.ask("listen stillage_wake")
    boss = Spy(secret, "t_supervisor")
    boss.ask("select 84627 + count(*) from api.stock")
    assert (
        spy.ask(
            "select query from pg_stat_activity where usename = 't_supervisor' and query <> '<insufficient privilege>'"
        )
        == []
    )
    assert spy.ask("select api.feed_v1(%s, null, 0, 0)", secret.wh) == "42501"
    assert spy.call("feed_v1", p_warehouse=secret.wh, p_epoch=None, p_xid=0, p_entry=0) == "42501"
    boss.close()
    assert leaks(spy.heard) == []


def test_functions_for_counting_tell_a_picker_nothing_either(secret: Ground) -> None:
    """A picker sees stock elsewhere; while counting, the functions say no more than to anybody."""
    spy = Spy(secret, "t_picker2", loose=True)
    assert session(spy, secret, RIGHT) == session(spy, secret, WRONG)
    assert leaks(spy.heard, SECRETS[WRONG], SECRETS[EMPTIED]) == []
    for function in ("counts_v1", "count_plans_v1", "count_review_v1", "count_accuracy_v1", "counters_v1"):
        more = {"count_review_v1": ", 1", "count_accuracy_v1": ", 'bin'"}.get(function, "")
        assert spy.ask(f"select * from api.{function}({secret.wh}{more})") == "42501"
    lines = Jsonb([{"location": WRONG, "sku": "CUP", "quantity": "1"}])
    assert spy.call("check_counts_v1", p_warehouse=secret.wh, p_lines=lines) == "42501"
    spy.close()
