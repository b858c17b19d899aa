"""A batch being worked through by hand: posts succeed with given answers, tours are read as given."""

from dataclasses import dataclass, field, replace
from typing import Any

from flow_ground import HERE, NOW, TASKS, Walk, op

from app.domain.ids import LocationId
from app.flow.effects import Effect, FetchTour, Post, Say
from app.flow.events import Event, Place, Posted, Skip, TourFetched
from app.flow.pick import PICK, PickState, start_batch
from app.flow.pick_work import PickTour

BATCH = 5
PACK = Place(LocationId(80), "PACK-1", "packing")
STAGE = Place(LocationId(81), "STAGE-1", "staging")
OFFER = {"order_line": 71, "order": "O-7", "product": 12, "sku": "SOAP", "name": "Soap", "quantity": 3, "missing": 3}
CLUSTER = PickTour(BATCH, "cluster", tuple(replace(task, slot=1 if task.order == 7 else 2) for task in TASKS))


def skip() -> Skip:
    return Skip(op(), NOW)


@dataclass
class BatchWalk(Walk[PickState]):
    """results: answers to the next posts; tours: what the next reads bring, else what is left as the walk sees it."""

    results: list[dict[str, Any]] = field(default_factory=list)
    tours: list[PickTour] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    fetches: list[FetchTour] = field(default_factory=list)

    def do(self, *events: Event) -> tuple[Effect, ...]:
        """Work these events and all that they bring."""
        effects: tuple[Effect, ...] = ()
        for event in events:
            self.state, effects = PICK.advance(self.state, event)
            brought: list[Event] = []
            for effect in effects:
                self.effects.append(effect)
                match effect:
                    case Post(function=function):
                        self.posts.append(effect)
                        brought.append(Posted(op(), NOW, function, self.results.pop(0) if self.results else {}))
                    case FetchTour():
                        self.fetches.append(effect)
                        brought.append(TourFetched(op(), NOW, self._tour()))
                    case Say():
                        self.said.append(effect)
            self.do(*brought)
        return effects

    def fetched(self, tour: PickTour) -> None:
        """A tour comes in at any moment."""
        self.do(TourFetched(op(), NOW, tour))

    def _tour(self) -> PickTour:
        if self.tours:
            return self.tours.pop(0)
        run = self.state.run
        return PickTour(run.batch or 0, run.mode, run.left, run.totes)


def batch_walk(tour: PickTour = CLUSTER) -> BatchWalk:
    return BatchWalk(PICK, start_batch(HERE, tour))
