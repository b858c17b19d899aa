"""Why a load goes where it goes, and why not elsewhere, in sentences of the floor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.optimise.putaway.assign import Question, ranked
from app.optimise.putaway.cost import OTHER, SAME_LOT, Choice, Row
from app.optimise.putaway.goods import Rule, Strategy
from app.optimise.putaway.limits import WORDS, Problem, danger_words

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """Why, or why not, a bin. better: it would be cheaper than the place that was chosen."""

    fits: bool
    words: str
    better: bool = False


def explanation(
    question: Question, number: int, chosen: Choice, *, taken: frozenset[int] = frozenset()
) -> dict[str, Any]:
    """What is stored with the task: rule, way, why here, the next best places, and what was rejected and why. taken:
    numbers of bins that other loads of the same plan go to."""
    row, best = ranked(question, number)
    bins, rule = question.stand.bins, question.rules[chosen.rule]
    others = [one for one in best if one.bin != chosen.bin][:_SHOWN]
    return {
        "rule": rule.name,
        "strategy": rule.strategy.value,
        "position": chosen.rule + 1,
        "bin": bins.rows[chosen.bin].code,
        "metres": round(chosen.metres, 1),
        "why": why(question, chosen),
        "goods": question.loads[number].name,
        "considered": len(bins),
        "fitting": int(np.isfinite(row.cost).sum()),
        "candidates": [
            {
                "bin": bins.rows[one.bin].code,
                "rule": question.rules[one.rule].name,
                "metres": round(one.metres, 1),
                "why_not": _instead(question.rules, one, chosen, one.bin in taken),
            }
            for one in others
        ],
        "rejected": rejected(question, row),
    }


def rejected(question: Question, row: Row) -> list[dict[str, Any]]:
    """Bins that the load cannot go to, counted by what stands against them, the commonest first."""
    found = []
    for problem in Problem:
        where = np.flatnonzero(row.problem == problem)
        if problem and len(where):
            code = question.stand.bins.rows[int(where[0])].code
            found.append(
                {"problem": problem.name.lower(), "words": WORDS[problem], "bins": len(where), "example": code}
            )
    none = np.flatnonzero((row.problem == 0) & ~np.isfinite(row.cost))
    if len(none):
        code = question.stand.bins.rows[int(none[0])].code
        found.append({"problem": "rule", "words": "no rule leads there", "bins": len(none), "example": code})
    return sorted(found, key=lambda one: -int(one["bins"]))


def why(question: Question, chosen: Choice) -> str:
    """The reason for a place in one sentence."""
    rule, row = question.rules[chosen.rule], question.stand.bins.rows[chosen.bin]
    lies = "The same lot lies there" if chosen.keep == SAME_LOT else "The same product lies there"
    match rule.strategy:
        case Strategy.FIXED:
            said = "It is a bin of its own for this product"
        case Strategy.EXISTING:
            said = lies
        case Strategy.NEAR_PICK:
            return f"{chosen.metres:.0f} m from the pick face{'' if chosen.keep == OTHER else f'; {_low(lies)}'}."
        case Strategy.ZONE:
            said = f"Zone {row.zone} comes {_nth(chosen.zone)} for such goods"
        case Strategy.EMPTY:
            said = "It is empty"
        case Strategy.BULK:
            said = "There is room for large amounts"
        case Strategy.OVERFLOW:
            said = "It is the nearest place that takes it; no other rule found one"
    if rule.strategy is not Strategy.EXISTING and chosen.keep != OTHER:
        said += f", and {_low(lies)}"
    return f"{said}; {chosen.metres:.0f} m to go."


def why_not(question: Question, number: int, chosen: Choice, at: int) -> Answer:
    """Why bin number `at` was not taken for a load that goes to `chosen`."""
    row, _ = ranked(question, number)
    code, problem = question.stand.bins.rows[at].code, Problem(int(row.problem[at]))
    if at == chosen.bin:
        return Answer(True, f"{code} is where it goes.")
    if problem:
        return Answer(False, f"{code} cannot take it: {_against(question, number, at, problem)}.")
    if not np.isfinite(row.cost[at]):
        return Answer(False, f"{code} has room, but no rule leads there.")
    other = question.choice(number, row, at)
    if other.cost < chosen.cost:
        return Answer(
            True,
            f"{code} would be the better place now; it was not free, or not empty, when this was planned.",
            better=True,
        )
    return Answer(True, f"{code} would take it, but {_instead(question.rules, other, chosen, taken=False)}.")


def _against(question: Question, number: int, at: int, problem: Problem) -> str:
    """What stands against it; of dangerous goods which."""
    load, kept = question.loads[number], question.stand.bins.rows[at].hazards
    if problem is Problem.SEGREGATION:
        return danger_words(load, question.stand, at)
    if problem is Problem.HAZARD:
        mine = ", ".join(sorted(load.hazards)) or "not dangerous"
        theirs = f"for hazard class {', '.join(sorted(kept))}" if kept else "not for dangerous goods"
        return f"it is {theirs}, and these are {mine}"
    return WORDS[problem]


def _instead(rules: Sequence[Rule], other: Choice, chosen: Choice, taken: bool) -> str:
    """Why `chosen` and not `other`, after "but"."""
    if other.cost < chosen.cost:
        return "another load takes it: shortest ways for all"
    if taken:
        return "another load of the delivery takes it"
    if other.rule != chosen.rule:
        return f"it comes under the later rule {rules[other.rule].name}"
    if other.zone != chosen.zone:
        return "its zone comes later in the rule"
    if other.keep != chosen.keep:
        return "less of the same goods lies there"
    further = other.metres - chosen.metres
    return f"it is {further:.0f} m further" if further >= 1.0 else "it would be filled less well"


def _low(words: str) -> str:
    return words[0].lower() + words[1:]


def _nth(place: int) -> str:
    return ("first", "second", "third")[place] if place < 3 else f"as number {place + 1}"
