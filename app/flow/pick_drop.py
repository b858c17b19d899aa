"""The end of a tour: totes are set down where somebody works on, all at once or one by one."""

from dataclasses import replace

from app.flow.effects import Effect, FetchTour, Post, Say, Tone
from app.flow.events import Place, Scanned, Unit
from app.flow.machine import Step, stay
from app.flow.pick_prompts import go, prompt
from app.flow.pick_states import AtDrop, PickState

_GOES_TO = ("packing", "staging", "dock", "station")


def at_drop(state: AtDrop, event: Scanned) -> Step[PickState]:
    """A place takes the totes; a tote first means that it alone goes there."""
    run, found = state.run, event.found
    if isinstance(found, Unit):
        tote = next((one for one in run.totes if one.unit == found.id), None)
        if tote is None:
            return stay(state, f"{found.code} is not on the cart.", prompt(state).line)
        if state.chosen == tote:
            return stay(state, f"Yes, this is {tote.code}.", prompt(state).line, Tone.INFO)
        return go(
            AtDrop(run, tote, back=state),
            f"{tote.code}{f', order totes wait at {tote.gather_at}' if tote.gather_at else ''}.",
        )
    if not isinstance(found, Place):
        return stay(state, f"“{event.text}” is not a place.", prompt(state).line)
    if found.kind not in _GOES_TO:
        return stay(state, f"{found.code} is no place for picked goods.", "Bring the totes to packing or staging.")
    if not run.totes or run.batch is None:
        return stay(state, "There is no tote on the cart.", "Leave this tour.", Tone.WARN)
    args: dict[str, object] = {
        "p_warehouse": run.workplace.warehouse,
        "p_batch": run.batch,
        "p_place": found.id,
        "p_totes": None if state.chosen is None else [state.chosen.unit],
        "p_device": run.workplace.device,
        "p_occurred_at": event.at,
    }
    down = run.totes if state.chosen is None else (state.chosen,)
    after = AtDrop(replace(run, totes=tuple(tote for tote in run.totes if tote not in down), last=None, last_words=""))
    words = f"{len(down)} {'tote' if len(down) == 1 else 'totes'} at {found.code}."
    effects: tuple[Effect, ...] = (
        Post("drop_batch_v1", event.op, args),
        Say(Tone.GOOD, words, "Look what is left."),
        FetchTour(run.batch),
    )
    return after, effects


def finish_drop(state: AtDrop) -> Step[PickState]:
    """All of them again, where one was chosen."""
    if state.chosen is None:
        return stay(state, "There is no tote to close here.", prompt(state).line, Tone.WARN)
    return go(AtDrop(state.run, back=state), "All of them.", Tone.INFO)
