"""Commands are data: ids and keys are unique, a disabled one says why, typed text finds them."""

import time

import pytest

from app.commands.context import Context, Needs
from app.commands.match import match, merge, rank
from app.commands.registry import Command, Registry
from app.domain.errors import Refusal


def command(id_: str, title: str = "Act", **named) -> Command:
    return Command(id_, title, named.pop("run", lambda: None), **named)


def test_a_second_command_of_one_id_is_refused_and_nothing_of_the_batch_stays():
    registry = Registry(Context())
    registry.add(command("a.b"))
    with pytest.raises(ValueError, match=r"'a\.b' is registered twice"):
        registry.add(command("c.d"), command("a.b"))
    assert [known.id for known in registry] == ["a.b"]


def test_two_commands_may_not_share_a_key_whatever_its_case():
    registry = Registry(Context())
    registry.add(command("a.b", shortcut="Ctrl+K"))
    with pytest.raises(ValueError, match=r"belongs to 'a\.b' already"):
        registry.add(command("c.d", shortcut="ctrl+k"))


def test_rooms_share_a_key_but_two_acts_of_one_room_do_not():
    here, there = (Needs("workspace", "", "waves"),), (Needs("workspace", "", "slotting"),)
    registry = Registry(Context())
    registry.add(command("waves.ask", shortcut="F6", enabled_when=here))
    registry.add(command("slotting.find", shortcut="F6", enabled_when=(*there, Needs("slotting.acts", ""))))
    with pytest.raises(ValueError, match=r"belongs to 'waves\.ask' already"):
        registry.add(command("waves.other", shortcut="f6", enabled_when=(*here, Needs("slotting.acts", ""))))
    with pytest.raises(ValueError, match="already"):
        registry.add(command("everywhere", shortcut="F6"))


def test_a_removed_command_gives_its_key_back():
    registry = Registry(Context())
    registry.add(command("a.b", shortcut="F5"))
    registry.remove(["a.b", "never.there"])
    registry.add(command("c.d", shortcut="F5"))
    assert "c.d" in registry
    assert "a.b" not in registry


def test_the_first_condition_that_fails_is_the_reason():
    context = Context({"warehouse.open": True})
    needs = (Needs("warehouse.open", "No warehouse is open."), Needs("heat.live", "The plan is not live."))
    act = command("plan.fly", enabled_when=needs)
    assert act.refusal(context) == "The plan is not live."
    context.set("heat.live", True)
    assert act.refusal(context) is None


def test_running_a_disabled_command_is_a_refusal_with_the_reason_and_does_not_run():
    ran = []
    registry = Registry(Context())
    registry.add(command("a.b", run=lambda: ran.append(1), enabled_when=(Needs("x", "Open a warehouse first."),)))
    with pytest.raises(Refusal) as caught:
        registry.run("a.b")
    assert caught.value.next_step == "Open a warehouse first."
    assert ran == []
    registry.context.set("x", True)
    registry.run("a.b")
    assert ran == [1]


def test_listeners_hear_a_change_once_and_nothing_after_they_stop():
    context, heard = Context(), []
    stop = context.listen(heard.append)
    context.set("a", 1)
    context.set("a", 1)
    stop()
    stop()
    context.set("a", 2)
    assert heard == ["a"]


def test_registry_listeners_hear_commands_come_and_go():
    registry, heard = Registry(Context()), []
    stop = registry.listen(lambda: heard.append(len(list(registry))))
    registry.add(command("a.b"), command("c.d"))
    registry.remove(["a.b"])
    stop()
    registry.remove(["c.d"])
    assert heard == [2, 1]


@pytest.mark.parametrize(
    ("query", "text", "spans"),
    [
        ("d-05", "D-05-14-3", ((0, 4),)),
        ("theme", "Toggle theme", ((7, 12),)),
        ("theme tog", "Toggle theme", ((0, 3), (7, 12))),
        ("eme", "Toggle theme", ((9, 12),)),
        ("tgth", "Toggle theme", ((0, 1), (2, 3), (7, 9))),
        ("", "anything", ()),
        ("straße", "Lange Straße", ((6, 12),)),
    ],
)
def test_what_is_found_and_which_letters_light_up(query, text, spans):
    found = match(query, text)
    assert found is not None
    assert found.spans == spans


@pytest.mark.parametrize(("query", "text"), [("zone", "Toggle theme"), ("tx", "Toggle theme"), ("theme xyz", "theme")])
def test_a_word_that_is_not_there_finds_nothing(query, text):
    assert match(query, text) is None


def test_order_start_of_text_then_start_of_word_then_inside_then_shorter():
    texts = ["unpack", "Repack a parcel", "Go to pack line", "Pack a very long thing", "Pack it"]
    assert [text for text, _ in rank("pack", texts, str, 9)] == [
        "Pack it", "Pack a very long thing", "Go to pack line", "unpack", "Repack a parcel",
    ]  # fmt: skip


def test_spans_that_touch_become_one():
    assert merge([(4, 6), (0, 2), (2, 3), (5, 9)]) == ((0, 3), (4, 9))


def test_forty_thousand_titles_are_ranked_in_a_fraction_of_a_second():
    titles = [f"Bin {zone}-{aisle:02}-{bay:02}-{level}" for zone in "ABCDE" for aisle in range(20)
              for bay in range(100) for level in range(4)]  # fmt: skip
    began = time.thread_time()
    hits = rank("c-05", titles, str, 50)
    assert len(hits) == 50
    assert time.thread_time() - began < 0.5
