"""The bench's parts: published problems are read as they are meant, the other solver is right, the keys are there."""

import json
import tarfile

import pytest

from app.__main__ import main
from app.bench.routing_sprp import read_cases
from app.bench.routing_steps import stepped_length
from app.domain.errors import Refusal
from app.optimise.routing.check_tour import faults_of_tour
from app.optimise.routing.grid import Errand, Grid, InAisle, OnCross, Outside
from app.optimise.routing.shortest import shortest_tour
from tests.architecture.tree import ROOT

PUBLISHED = ROOT.parent / "shared" / "data" / "sprp.tar.gz"
INSTANCE = """NAME : unit_F1_m2_C4_a2_0.txt
COMMENT : He\xdfler
NUM_AISLES : 2
NUM_CELLS : 4
DEPOT_AISLE : 1
DEPOT_LOCATION : {depot}
DISTANCE_AISLE_TO_AISLE : 3
DISTANCE_CELL_TO_CELL : 1
DISTANCE_TOP_TO_CELL : 1
DISTANCE_BOTTOM_TO_CELL : 1
DISTANCE_TOP_OR_BOTTOM_TO_DEPOT : {away}
ARTICLE_SECTION
NUM_ARTICLES : 2
SKU_SECTION
ID 0 AISLE 0 CELL 0 QUANTITY 1 LEFT_RIGHT_HAND_SIDE left
ID {second} AISLE 1 CELL 2 QUANTITY 1 LEFT_RIGHT_HAND_SIDE right
EOF
"""


def problems(tmp_path, single=16, double=18, **fields):
    for name in ("instances", "results"):
        (tmp_path / name).mkdir(exist_ok=True)
    text = INSTANCE.format(**{"depot": "top", "away": 0, "second": 1, **fields})
    (tmp_path / "instances" / "unit_F1_m2_C4_a2_0.txt").write_text(text, encoding="latin-1")
    (tmp_path / "results" / "results_SPRP.csv").write_text(
        "problem type,unit demand,num aisles,num cells,num articles,alpha,random seed,DP cost\n"
        f"SPRP,true,2,4,2,1,0,{single}\nSPRP,false,2,4,2,1,0,99\n"
    )
    (tmp_path / "results" / "results_SPRP_two_block.csv").write_text(
        f"filename,num_aisles,num_cells,alpha,articles,seed,objective\nunit_F1_m2_C4_a2_0.txt,2,4,1,2,0,{double}\n"
    )
    return tmp_path


def test_cells_are_counted_from_the_top_and_the_middle_aisle_lies_after_half(tmp_path):
    single, double = read_cases(problems(tmp_path))
    assert (single.blocks, single.best, double.blocks, double.best) == (1, 16.0, 2, 18.0)
    assert single.errand.grid == Grid((0.0, 3.0), (0.0, 5.0))
    assert single.errand.picks == (InAisle(0, 1.0), InAisle(1, 3.0))
    assert single.errand.start == single.errand.end == InAisle(1, 0.0)
    assert double.errand.grid == Grid((0.0, 3.0), (0.0, 3.0, 6.0))
    assert double.errand.picks == (InAisle(0, 1.0), InAisle(1, 4.0))


def test_a_depot_at_the_bottom_or_further_away(tmp_path):
    single, double = read_cases(problems(tmp_path, depot="bottom"))
    assert (single.errand.start, double.errand.end) == (InAisle(1, 5.0), InAisle(1, 6.0))
    single, _ = read_cases(problems(tmp_path, away=2))
    assert single.errand.start == Outside(((1, 0, 2.0),))


@pytest.mark.parametrize("fields", [{"depot": "left"}, {"second": 0}, {"single": "n/a"}])
def test_what_is_not_in_the_format_is_refused_with_its_name(tmp_path, fields):
    with pytest.raises(Refusal, match=r"(unit_F1_m2_C4_a2_0|results_SPRP)\.\w+ is not in the known format"):
        list(read_cases(problems(tmp_path, **fields)))


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no instances"):
        list(read_cases(tmp_path))


def test_a_wrong_optimum_fails_the_bench(tmp_path, capsys):
    assert main(["bench", "routing", "--quick", "--json", "--sprp", str(problems(tmp_path, single=15))]) == 1
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["single_block_total"], told["single_block_optimal"]) == (1, 0)
    assert (told["two_block_total"], told["tours_rejected_by_checker"]) == (1, 0)
    assert told["independent_equal"] == told["independent_total"] > 0
    assert {f"median_ms_{blocks}" for blocks in (1, 2, 3, 4)} <= told.keys()


def test_steps_are_counted_along_aisles_only():
    """Aisles one apart: from one to the other it is a walk round by the cross aisle, not a step through the shelf."""
    errand = Errand(Grid((0.0, 1.0), (0.0, 9.0)), (InAisle(1, 4.0),), InAisle(0, 4.0), InAisle(0, 4.0))
    assert stepped_length(errand) == 4 + 1 + 4 + 4 + 1 + 4
    with pytest.raises(ValueError, match="outside"):
        stepped_length(Errand(errand.grid, (), Outside(((0, 0, 1.0),)), OnCross(0, 0.0)))


def test_a_sample_of_the_published_optima(tmp_path):
    if not PUBLISHED.is_file():
        pytest.skip(f"{PUBLISHED.name}, the published problems, does not lie beside the checkout")
    with tarfile.open(PUBLISHED) as archive:
        archive.extractall(tmp_path, filter="data")
    cases = list(read_cases(tmp_path / "sprp", every=48))
    assert len(cases) == 60
    for case in cases:
        tour = shortest_tour(case.errand)
        assert (case.name, case.blocks, tour.length) == (case.name, case.blocks, pytest.approx(case.best))
        assert faults_of_tour(case.errand, tour) == []
