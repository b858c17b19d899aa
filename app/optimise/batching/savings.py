"""Batches by rule: in the order in which orders came, and by savings (Clarke and Wright 1964, as de Koster et al. 1999
use it for batches, savings computed anew after each merge)."""

from app.optimise.batching.problem import Batching, Problem


def first_come(problem: Problem) -> Batching:
    """Orders one after the other onto a cart until the next one does not fit."""
    batches: list[list[int]] = [[]]
    for at in range(len(problem.jobs)):
        if batches[-1] and not problem.fits([*batches[-1], at]):
            batches.append([])
        batches[-1].append(at)
    return problem.batching(batches)


def savings(problem: Problem) -> Batching:
    """Merge the two batches whose common tour saves most against two tours, until no merge fits and saves."""
    batches = {at: frozenset([at]) for at in range(len(problem.jobs))}
    gain: dict[tuple[int, int], float] = {}

    def weigh(one: int, other: int) -> None:
        both = batches[one] | batches[other]
        if problem.fits(both):
            saved = problem.length(batches[one]) + problem.length(batches[other]) - problem.length(both)
            if saved > 0:
                gain[one, other] = saved

    for one in batches:
        for other in range(one):
            weigh(one, other)
    while gain:
        one, other = max(gain, key=lambda pair: (gain[pair], pair))
        batches[one] |= batches.pop(other)
        gain = {pair: saved for pair, saved in gain.items() if one not in pair and other not in pair}
        for third in batches:
            if third != one:
                weigh(max(one, third), min(one, third))
    return problem.batching(batches.values())
