"""Rules for substitutes as a supervisor types them, on the real database."""

from contextlib import closing

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.picking import Substitutes
from app.services.session import Session
from db import posting


def test_rules_are_typed_by_code_changed_and_ended(ground):
    store = {"warehouse": ground.wh, "kind": "customer", "code": "STORE-04", "name": "Store 4"}
    posting.put_party(ground.as_("t_supervisor"), op=new_op(), **store)
    with closing(Session.open(ground.url("t_supervisor"), "MAIN")) as session:
        rules = Substitutes(session)
        rules.enter(" cup ", "P-00", "2", 1)
        rules.enter("CUP", "P-00", "3", 2, "store-04")
        rules.enter("CUP", "P-00", "0.5", 1)
        held = [(rule.sku, rule.substitute_sku, rule.ratio, rule.rank, rule.customer) for rule in rules.rules()]
        assert [(*row[:2], float(row[2]), *row[3:]) for row in held] == [
            ("CUP", "P-00", 0.5, 1, None), ("CUP", "P-00", 3.0, 2, "STORE-04"),
        ]  # fmt: skip
        for field, given in (
            ("sku", ("NONE", "P-00", "1", 1)), ("instead", ("CUP", "cup", "1", 1)),
            ("ratio", ("CUP", "P-00", "many", 1)), ("customer", ("CUP", "P-00", "1", 1, "STORE")),
        ):  # fmt: skip
            with pytest.raises(Refusal) as refused:
                rules.enter(*given)
            assert refused.value.detail["field"] == field
        for rule in rules.rules():
            rules.end(rule)
        assert rules.rules() == ()
    assert ground.violations() == []
