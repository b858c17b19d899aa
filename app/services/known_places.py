"""What the labels of bins say: kept in memory, read anew when another layout was published. An address may mean another
bin from one moment to the next, and a station that runs must not book to the old one."""

from threading import Lock

from app.domain.ids import LocationId
from app.flow.events import Place
from db.engine import Database


class KnownPlaces:
    """Places by address, label and former address that still scans. Make it on a worker thread: it reads all of them.

    query: location_labels, or count_places for those who count blindly. Thread-safe."""

    def __init__(self, door: Database, warehouse: int, query: str) -> None:
        self._door, self._warehouse, self._query = door, warehouse, query
        self._lock = Lock()
        self._layout = -1
        self._places: dict[str, Place] = {}
        self.renew()

    def known(self, text: str) -> Place | None:
        """From memory, without a wait; what was read last."""
        return self._places.get(text)

    def find(self, *texts: str) -> Place | None:
        """The place that one of these texts means now, the first that means one. Raises Unreachable."""
        self.renew()
        return next((place for text in texts if (place := self._places.get(text)) is not None), None)

    def renew(self) -> None:
        """Read the labels where another layout was published since. Raises Unreachable."""
        (row,) = self._door.query("layout_no", warehouse=self._warehouse)
        with self._lock:
            if row.version_no == self._layout:
                return
            places: dict[str, Place] = {}
            for known in self._door.query(self._query, warehouse=self._warehouse):
                place = Place(LocationId(known.location_id), known.code, known.kind)
                places[known.code] = places[known.barcode] = place
            self._places, self._layout = places, row.version_no
