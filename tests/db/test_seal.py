"""Sealing: what becomes a block, when, by whom; that the chain goes on after restores; that a proof can be carried away."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from app.bootstrap import audit
from app.domain.entry_form import NAMES, decode, encode
from app.domain.errors import Refusal, Unreachable
from app.domain.proof import Head
from app.services.proof import heads, keys
from app.services.proof.portable import ProofFile, export
from app.services.proof.verify import Anchors, Verification
from db import maintain
from db.proof import BEGINNING, ENDLESS, Evidence, Span
from tests.db import acts
from tests.db.ground import Ground
from tests.db.seal_ground import Seals, behind, seals


@pytest.fixture
def made(ground: Ground) -> Iterator[Seals]:
    with seals(ground) as ready:
        yield ready


def post(ground: Ground, times: int = 1) -> None:
    door = ground.as_("t_picker")
    for _ in range(times):
        ground.receive(door, "CUP", 3, "DOCK-1", p_document="täglich, 'ASN\t1'")


def everything(ground: Ground) -> Span:
    return Span(ground.wh, BEGINNING, ENDLESS, BEGINNING, ENDLESS)


def test_every_column_of_the_ledger_is_sealed(ground: Ground) -> None:
    with ground.root() as root:
        rows = root.execute("select attname from pg_attribute where attrelid = 'wms.ledger'::regclass and attnum > 0 "
                            "and not attisdropped").fetchall()  # fmt: skip
    assert {name for (name,) in rows} == set(NAMES), "a new column needs a new form (app/domain/entry_form.py)"


def test_the_servers_bytes_are_those_of_the_values(made: Seals) -> None:
    ground = made.ground
    post(ground, 3)
    acts.move(ground, ground.as_("t_picker"), "CUP", "0.5", "DOCK-1", "A-01-01-1", p_device="RF-1")
    ground.receive(ground.as_("t_picker"), "MILK", "1000000", "DOCK-1", p_lot="ß", p_expires_on=acts.in_days(9))
    behind(ground, "update wms.ledger set weight = -12.5, to_balance = 0, from_balance = 99999999.000001, occurred_at = now() "
                   "- interval '40 years' where ledger_id = (select max(ledger_id) from wms.ledger)")  # fmt: skip
    entries = [entry for page in made.auditor.pages(everything(ground)) for entry in page]
    assert len(entries) == 5
    for entry in entries:
        assert encode(json.loads(json.dumps(decode(entry)))) == entry
    said = dict(zip(NAMES, decode(entries[0]), strict=True))
    assert (said["quantity"], said["document"], said["actor"]) == ("3.000000", "täglich, 'ASN\t1'", "t_picker")


def test_a_block_holds_what_is_final_and_nothing_that_is_still_written(made: Seals) -> None:
    ground = made.ground
    post(ground, 2)
    with psycopg.connect(ground.url("t_picker")) as writing:  # a transaction that has written and not ended
        writing.execute("select api.receive_v1(%s, %s, %s, 1, %s)",
                        (uuid4(), ground.wh, ground.products["P-09"], ground.places["DOCK-1"]))  # fmt: skip
        post(ground, 2)
        assert made.seal() == 1
        assert made.verify().entries == 2, (
            "younger ones wait for the one that is open, or their order would not be final"
        )
        writing.commit()
    assert made.seal() == 1
    assert (made.verify().entries, made.verify().true) == (5, True)
    assert made.seal() == 0, "nothing new, no block"


def test_posting_goes_on_while_a_block_is_made(made: Seals) -> None:
    post(made.ground, 20)
    stop = threading.Event()
    failed: list[BaseException] = []

    def keep_posting() -> None:
        try:
            while not stop.is_set():
                post(made.ground)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=keep_posting)
    thread.start()
    try:
        while made.verify().blocks < 5 and not failed:  # without entries there is never a fifth
            made.seal()
    finally:
        stop.set()
        thread.join()
    made.seal()
    with made.ground.root() as root:
        (count,) = root.execute("select count(*) from wms.ledger").fetchone()
    assert failed == []
    assert (made.verify().entries, made.verify().true) == (count, True)


def test_large_windows_become_several_blocks_and_a_transaction_is_never_divided(made: Seals) -> None:
    post(made.ground, 7)
    lines = [{"product": made.ground.products["CUP"], "quantity": 1, "location": made.ground.places["DOCK-1"]}] * 12
    made.ground.as_("t_picker").call("receive_batch_v1", p_op=uuid4(), p_warehouse=made.ground.wh, p_lines=lines)
    post(made.ground, 2)
    made.seal(rows=5)
    assert [block.n for block in made.auditor.blocks(made.ground.wh)] == [5, 2, 12, 2]
    assert made.verify().true


def refused(call: Any, code: str) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    assert caught.value.code == code
    return caught.value.what


def test_only_the_sealer_appends_and_nobody_changes(made: Seals) -> None:
    post(made.ground)
    made.seal()
    arguments = {"p_warehouse": made.ground.wh, "p_token": made.token, "p_block": {"block_no": 2}}
    for login in ("t_supervisor", "t_picker", "t_auditor", "t_admin", "t_integration", "t_planner"):
        refused(lambda login=login: made.ground.as_(login).call("seal_v1", **arguments), "WM403")
    for statement in (
        "update wms.seal_block set n = 2",
        "delete from wms.seal_block",
        "truncate wms.seal_block",
        "delete from wms.seal_key",
    ):
        with made.ground.root() as root, pytest.raises(psycopg.Error) as caught:
            root.execute(statement.encode())
        assert caught.value.sqlstate == "WM403"
    with made.ground.root() as root:
        for table in ("seal_block", "seal_key"):
            rights = root.execute(
                "select has_table_privilege('wms_exec', %s, 'update, delete, truncate')", (f"wms.{table}",)
            )
            assert rights.fetchone() == (False,)


def test_what_does_not_follow_the_head_is_refused(made: Seals) -> None:
    post(made.ground, 2)
    assert made.seal() == 1
    (block,) = made.auditor.blocks(made.ground.wh)
    marks = made.auditor.marks(made.ground.wh, 1, 1)[1]
    made.evidence.seal(block, marks, made.token)
    assert made.verify().blocks == 1, "the same block again is answered, not appended"
    said = block.as_json() | {"marks": marks.hex()}

    def send(**other: Any) -> None:
        made.ground.as_("t_sealer").call(
            "seal_v1", p_warehouse=made.ground.wh, p_token=made.token, p_block=said | other
        )

    refused(lambda: send(block_hash="00" * 32), "WM409")
    following = {"block_no": 2, "block_hash": "11" * 32, "prev_hash": block.block_hash.hex(), "xid_from": block.xid_to}
    refused(lambda: send(**following | {"xid_from": block.xid_from}), "WM409")
    refused(lambda: send(**following | {"prev_hash": "22" * 32}), "WM409")
    refused(lambda: send(**following, xid_to=ENDLESS), "WM422")
    refused(lambda: send(**following, xid_to=block.xid_to + 1, key_id="ab" * 8), "WM404")


def test_who_lost_the_lease_seals_nothing(made: Seals) -> None:
    post(made.ground)
    made.lead(seconds=0)
    other = uuid4()
    assert made.lead(holder=other)["token"] == made.token + 1
    refused(made.seal, "WM412")
    assert made.lead()["holder"] is False
    assert made.verify().blocks == 0


def test_a_key_that_is_not_registered_signs_nothing(ground: Ground) -> None:
    with seals(ground) as ready:
        ready.signer = keys.Signer(bytes(32))
        post(ground)
        refused(ready.seal, "WM404")
        admin = ground.as_("t_admin")
        hexed = ready.signer.public.hex()
        admin.call("register_seal_key_v1", p_op=uuid4(), p_warehouse=ground.wh, p_public_key=hexed, p_name="new")
        assert ready.seal() == 1
        assert ready.verify().true
        refused(lambda: ground.as_("t_supervisor").call(
            "register_seal_key_v1", p_op=uuid4(), p_warehouse=ground.wh, p_public_key=hexed, p_name="x"), "WM403")  # fmt: skip
        refused(lambda: admin.call(
            "register_seal_key_v1", p_op=uuid4(), p_warehouse=ground.wh, p_public_key="zz", p_name="x"), "WM422")  # fmt: skip


def test_after_a_restore_the_chain_goes_on_in_a_new_epoch(made: Seals) -> None:
    """Numbers of transactions begin anew in the other cluster: new entries get numbers that old windows have."""
    ground = made.ground
    post(ground, 3)
    made.seal()
    post(ground, 2)  # never sealed before the restore
    # as if dumped and restored into a younger cluster: here, entries from a cluster whose numbers were far ahead
    behind(ground, "update wms.ledger set xid = xid + 1000000000 where warehouse_id = %s and ledger_id > "
                   "(select min(ledger_id) + 2 from wms.ledger)", ground.wh)  # fmt: skip
    maintain.begin_epoch(ground.url())
    post(ground, 4)
    made.seal()
    outcome = made.verify()
    assert (outcome.true, outcome.entries) == (True, 9), outcome.problems
    chain = list(made.auditor.blocks(ground.wh))
    assert [block.n for block in chain] == [3, 2, 4]
    assert chain[1].xid_to == ENDLESS
    assert len({block.epoch for block in chain}) == 2
    behind(ground, "update wms.ledger set device = 'x' where ledger_id = (select max(ledger_id) from wms.ledger)")
    assert [problem.block_no for problem in made.verify().problems] == [3]


def test_a_copy_that_nobody_declared_is_not_sealed(made: Seals) -> None:
    post(made.ground)
    made.seal()
    behind(made.ground, "update wms.seal_block set epoch = '42:1'")
    post(made.ground)
    assert "restored copy" in refused(made.seal, "restored")


def test_verifying_can_be_stopped_and_tells_how_far_it_came(made: Seals) -> None:
    for _ in range(5):
        post(made.ground, 2)
        made.seal()
    seen: list[tuple[int, int, int]] = []
    good: list[int] = []
    whole = Verification(
        made.auditor, made.ground.wh, Anchors(), lambda *at: seen.append(at), lambda no, ok: good.append(no)
    ).run()
    assert seen[-1] == (10, 10, 5)
    assert (whole.true, good) == (True, [1, 2, 3, 4, 5])
    stopping = Verification(made.auditor, made.ground.wh, Anchors(), on_block=lambda *_: stopping.stop())
    part = stopping.run()
    assert (part.whole, part.true, part.blocks) == (False, False, 1)
    assert made.verify().true, "the connection can be used again after a stream that was called off"


def until_waiting(root: "psycopg.Connection[Any]", statement: str) -> int:
    """The first count above zero that the statement gives, for ten seconds."""
    for _ in range(200):
        (count,) = root.execute(statement.encode()).fetchone() or (0,)
        if count:
            return int(count)
        root.execute("select pg_sleep(0.05), pg_stat_clear_snapshot()")
    return 0


def test_streams_that_end_badly_leave_the_evidence_usable(made: Seals) -> None:
    post(made.ground, 3)
    made.seal()
    span = everything(made.ground)
    pages = made.auditor.pages(span)
    next(pages)
    pages.close()
    with made.ground.root() as root, root.transaction():
        root.execute("lock table wms.ledger in access exclusive mode")
        made.auditor.expect(span)
        killed = until_waiting(
            root,
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'stillage-proof' "
            "and wait_event_type = 'Lock' and usename = 't_auditor' and datname = current_database()",
        )
    assert killed == 1
    with pytest.raises(Unreachable):
        list(made.auditor.pages(span))
    assert (made.verify().true, made.verify().entries) == (True, 3)
    with Evidence(made.ground.url("t_picker")) as stranger:
        refused(lambda: list(stranger.pages(span)), "WM403")
        assert stranger.warehouses() == [(made.ground.wh, "MAIN")]


def test_a_proof_is_carried_away_and_every_change_in_it_is_found(made: Seals, tmp_path: Path) -> None:
    for _ in range(3):
        post(made.ground, 4)
        made.seal()
    file = tmp_path / "proof.jsonl"
    head = export(made.auditor, made.ground.wh, "MAIN", file)
    trusted = Anchors([head], frozenset([made.signer.public]))

    def look() -> Any:
        proof = ProofFile(file)
        return Verification(proof, proof.warehouse, trusted).run()

    assert head == Head(3, list(made.auditor.blocks(made.ground.wh))[-1].block_hash)
    assert (look().true, look().entries) == (True, 12)
    whole = file.read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if '"block_no":2' in line) + 1
    changed = {
        "a value": [*lines[:at], lines[at].replace('"3.000000"', '"4.000000"', 1), *lines[at + 1 :]],
        "deleted": [*lines[:at], *lines[at + 1 :]],
        "doubled": [*lines[: at + 1], lines[at], *lines[at + 1 :]],
        "swapped": [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]],
        "a block": [line.replace('"block_no":2', '"block_no":2,"x":1').replace('"n":4', '"n":5') for line in lines],
    }
    for what, text in changed.items():
        assert "".join(text) != whole, what
        file.write_text("".join(text), encoding="utf-8")
        assert 2 in {problem.block_no for problem in look().problems}, what
    for broken in (whole[: len(whole) // 2], "", "{}", whole.replace('"proof"', '"prof"', 1)):
        file.write_text(broken, encoding="utf-8")
        refused(look, "proof_file")


def test_an_export_since_a_day_proves_the_chain_and_the_entries_of_that_time(made: Seals, tmp_path: Path) -> None:
    for _ in range(3):
        post(made.ground, 4)
        made.seal()
    since = list(made.auditor.blocks(made.ground.wh))[1].sealed_at
    export(made.auditor, made.ground.wh, "MAIN", tmp_path / "p", since=since)
    proof = ProofFile(tmp_path / "p")
    outcome = Verification(proof, proof.warehouse, Anchors()).run()
    assert (outcome.true, outcome.entries, outcome.head and outcome.head.block_no) == (True, 8, 3)


def test_what_this_machine_saw_is_kept(tmp_path: Path) -> None:
    head = Head(7, bytes(range(32)))
    heads.remember(tmp_path, "1/MAIN", head, [bytes(32)])
    heads.remember(tmp_path, "1/OTHER", None, [])
    assert heads.recall(tmp_path, "1/MAIN") == heads.Known(head, frozenset([bytes(32)]))
    assert heads.recall(tmp_path, "2/MAIN") == heads.Known()
    (tmp_path / heads.FILE).write_text("{", encoding="utf-8")
    refused(lambda: heads.recall(tmp_path, "1/MAIN"), "proof_file")


def test_the_key_is_made_once_and_belongs_to_its_owner(tmp_path: Path) -> None:
    assert keys.load(tmp_path) is None
    first = keys.load_or_make(tmp_path)
    assert keys.load_or_make(tmp_path).public == first.public
    assert (tmp_path / keys.FILE).stat().st_mode & 0o777 == 0o600
    (tmp_path / keys.FILE).chmod(0o644)
    refused(lambda: keys.load(tmp_path), "SECRETS_OPEN")
    (tmp_path / keys.FILE).chmod(0o600)
    (tmp_path / keys.FILE).write_text("no key", encoding="ascii")
    refused(lambda: keys.load(tmp_path), "SECRETS_DAMAGED")


def test_the_machine_that_seals_believes_its_own_key_and_no_other(made: Seals, tmp_path: Path) -> None:
    registered = list(made.auditor.keys(made.ground.wh).values())
    assert keys.own(tmp_path, registered) == frozenset(), "it does not seal"
    signer = keys.load_or_make(tmp_path)
    assert keys.own(tmp_path, registered) == frozenset(), "its key is not registered here"
    assert keys.own(tmp_path, [*registered, signer.public]) == {signer.public}


def test_the_command_line(
    made: Seals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import argparse

    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    url = made.ground.url("t_auditor")

    def run(*words: str) -> tuple[int, str]:
        parser = argparse.ArgumentParser()
        audit.add_arguments(parser)
        code = audit.run(parser.parse_args(list(words)))
        return code, capsys.readouterr().out

    assert run("head", "--url", url) == (0, ""), "nothing sealed, nothing printed"
    post(made.ground, 5)
    made.seal()
    _, head = run("head", "--url", url)
    assert head.startswith("MAIN 1:")
    assert json.loads(run("head", "--url", url, "--json")[1])["signed"] is True
    code, said = run("verify", "--url", url, "--json")
    assert (code, json.loads(said.splitlines()[-1])["true"]) == (0, True)
    file = tmp_path / "p.jsonl"
    assert run("export", str(file), "--url", url, "--warehouse", "MAIN")[0] == 0
    assert run("verify", "--file", str(file), "--key", made.signer.public.hex(), "--head", head.split()[1])[0] == 0
    assert run("verify", "--file", str(file), "--key", "00" * 32)[0] == 1
    with made.ground.root() as root:
        root.execute("set session_replication_role = replica")
        root.execute("delete from wms.seal_block")
    code, said = run("verify", "--url", url)
    assert (code, "cut off" in said) == (1, True), "the head of the last time was kept"
