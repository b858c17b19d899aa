"""Putaway: the planned place, another place with a reason, no place, loose goods, taking back, wrong scans."""

from flow_ground import A1, B2, HERE, NOW, PALLET, SOAP, TEA, TOTE1, Walk, leave, op, scan, short, undo

from app.domain.ids import LocationId
from app.flow.effects import Confirm, Effect, FetchPlace, Tone
from app.flow.events import Answered, Nothing, Place, PlaceFetched, PlannedPlace
from app.flow.putaway import PUTAWAY, REASONS, Asking, Carrying, Doubting, PutawayOver, PutawayState, WantUnit, start

C3 = Place(LocationId(3), "C-03", "storage")
TO_A1, TO_C3 = PlannedPlace(70, A1, "It is empty; 12 m to go."), PlannedPlace(70, C3, "Next best.")


class Truck(Walk[PutawayState]):
    """A walk whose loads get these places, one after the other."""

    plans: list[PlannedPlace | None]
    asked: list[FetchPlace]

    def _carry_out(self, effect: Effect) -> None:
        if isinstance(effect, FetchPlace):
            self.asked.append(effect)
            self.do(PlaceFetched(op(), NOW, self.plans.pop(0), "No bin takes it."))
        else:
            super()._carry_out(effect)


def truck(*plans: PlannedPlace | None) -> Truck:
    made = Truck(PUTAWAY, start(HERE))
    made.plans, made.asked = list(plans) or [TO_A1], []
    return made


def test_unit_then_planned_place() -> None:
    work, place = truck(), scan(A1)
    work.do(scan(PALLET), place)
    assert work.asked == [FetchPlace(unit=PALLET.id)]
    assert "PAL-3 goes to A-01. It is empty; 12 m to go." in work.said[0].text
    assert (work.posts[0].function, work.posts[0].op) == ("put_away_v1", place.op)
    assert work.posts[0].args == {
        "p_warehouse": 1, "p_task": 70, "p_to": 1, "p_reason": None, "p_device": "desk-1", "p_occurred_at": NOW,
    }  # fmt: skip
    assert work.state == WantUnit(HERE, last=place.op)


def test_another_place_is_doubted_and_needs_a_reason() -> None:
    work = truck()
    effects = work.do(scan(PALLET), scan(C3))
    assert isinstance(effects[-1], Confirm)
    work.do(scan(C3))
    assert work.posts == []
    assert PUTAWAY.prompt(work.state).line == "Say why it is not at A-01."
    work.do(short("nearer"))
    assert (work.posts[0].args["p_to"], work.posts[0].args["p_reason"]) == (3, "nearer")


def test_the_doubt_can_be_answered_by_word_and_the_reason_by_scan() -> None:
    work = truck()
    work.do(scan(PALLET), scan(C3), Answered(op(), NOW, yes=False))
    assert isinstance(work.state, Carrying)
    work.do(scan(C3), Answered(op(), NOW, yes=True), scan(Nothing("OCCUPIED"), "OCCUPIED"))
    assert work.posts[0].args["p_reason"] == "occupied"


def test_in_doubt_the_planned_place_is_taken_and_a_wrong_scan_changes_nothing() -> None:
    work = truck()
    work.do(scan(PALLET), scan(C3))
    before = work.state
    work.do(scan(SOAP), scan(B2), short("no such reason"))
    assert work.state is before
    work.do(scan(A1))
    assert (work.posts[0].args["p_to"], work.posts[0].args["p_reason"]) == (1, None)


def test_a_planned_bin_that_cannot_be_used_is_followed_by_the_next_best() -> None:
    work = truck(TO_A1, TO_C3)
    work.do(scan(PALLET), short("damaged"))
    assert work.asked[-1] == FetchPlace(task=70, reason="damaged")
    assert isinstance(work.state, Carrying)
    assert work.state.plan == TO_C3
    work.do(scan(C3))
    assert work.posts[0].args["p_to"] == 3


def test_where_it_already_is_is_not_a_putaway() -> None:
    work = truck()
    work.do(scan(PALLET), scan(B2))
    assert isinstance(work.state, Carrying)
    assert "already booked" in work.said[-1].text


def test_without_a_place_any_place_will_do_and_the_reason_is_told() -> None:
    work = truck(None)
    work.do(scan(PALLET), short("nearer"))
    assert work.said[0].text == "PAL-3 has no place planned: No bin takes it."
    work.do(scan(C3))
    assert work.posts[0].function == "move_hu_v1"
    assert work.posts[0].args["p_to"] == 3


def test_loose_goods_go_by_their_task_and_only_by_that() -> None:
    work = truck(TO_A1)
    work.do(scan(TEA), scan(A1))
    assert work.asked == [FetchPlace(product=TEA.product, lot=None, at=HERE.place)]
    assert work.posts[0].args["p_task"] == 70
    none = truck(None)
    none.do(scan(TEA))
    assert none.state == WantUnit(HERE)
    assert none.said[-1].text == "No loose TEA waits here."


def test_the_last_load_is_taken_back_by_a_posting() -> None:
    work, place = truck(), scan(A1)
    work.do(scan(PALLET), place, undo())
    assert (work.posts[-1].function, work.posts[-1].args["p_target_op"]) == ("undo_v1", place.op)
    assert work.state == WantUnit(HERE)
    work.do(undo())
    assert len(work.posts) == 2
    assert "Nothing to take back" in work.said[-1].text


def test_wrong_scans_and_undo() -> None:
    work = truck(TO_A1)
    work.do(scan(A1), scan(Nothing("x")))
    assert isinstance(work.state, WantUnit)
    work.do(scan(PALLET), scan(SOAP), scan(TOTE1))
    assert isinstance(work.state, Carrying)
    work.do(scan(C3))
    assert isinstance(work.state, Doubting)
    work.do(undo())
    assert isinstance(work.state, Carrying)
    work.do(undo())
    assert isinstance(work.state, WantUnit)
    work.do(Answered(op(), NOW, yes=True))
    assert work.posts == []
    assert work.tone is Tone.WARN


def test_a_place_that_was_not_answered_is_asked_for_again() -> None:
    waiting, _ = PUTAWAY.advance(start(HERE), scan(PALLET))
    assert isinstance(waiting, Asking)
    assert PUTAWAY.advance(waiting, scan(TOTE1))[0] is waiting
    assert PUTAWAY.advance(waiting, scan(PALLET))[1] == (FetchPlace(unit=PALLET.id),)


def test_reasons_are_those_of_the_database() -> None:
    assert set(REASONS) == {"occupied", "unsuitable", "damaged", "reach", "nearer", "supervisor"}


def test_leaving_with_a_load_says_to_put_it_back() -> None:
    work = truck()
    work.do(scan(PALLET), leave())
    assert isinstance(work.state, PutawayOver)
    assert work.said[-1].next_step == "Put it back where it was."
