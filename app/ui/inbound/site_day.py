"""A working day of the site: where it begins and ends on the clock, night shifts too, and which hours are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from math import ceil, floor

WHOLE = 24.0


@dataclass(frozen=True, slots=True)
class SiteDay:
    """opens and closes as the warehouse's clock has them; closing before it opens, or then, is on the next day."""

    day: date
    opens: time
    closes: time
    zone: tzinfo

    @property
    def midnight(self) -> datetime:
        """From which hours are counted."""
        return datetime.combine(self.day, time(), self.zone)

    @property
    def first_hour(self) -> float:
        """Hours from midnight at which this day takes over from the day before: 0, or when its night shift ends."""
        return _hours(self.closes) if self.over_night else 0.0

    @property
    def over_night(self) -> bool:
        """Whether it closes on the next day."""
        return self.closes <= self.opens

    @property
    def stretch(self) -> tuple[datetime, datetime]:
        """All of it, a day and a night: no moment belongs to two days."""
        begins = self.midnight + timedelta(hours=self.first_hour)
        return begins, begins + timedelta(hours=WHOLE)

    def shown(self, moments: Iterable[tuple[datetime, datetime]]) -> tuple[int, int]:
        """Full hours from midnight between which everything lies: the hours of the site, and what is booked outside."""
        first, last = _hours(self.opens), _hours(self.closes) + (WHOLE if self.over_night else 0.0)
        least = self.first_hour
        for begins, ends in moments:
            first = min(first, max(self.hour_of(begins), least))
            last = max(last, min(self.hour_of(ends), least + WHOLE))
        return floor(first), max(ceil(last), floor(first) + 1)

    def hour_of(self, moment: datetime) -> float:
        """Hours of the clock from midnight."""
        return (moment.astimezone(self.zone) - self.midnight).total_seconds() / 3600

    def moment(self, at: time) -> datetime:
        """When this day's clock says so: after midnight it is the next date."""
        found = datetime.combine(self.day, at, self.zone)
        return found + timedelta(days=1) if _hours(at) < self.first_hour else found


def day_of(moment: datetime, opens: time, closes: time, zone: tzinfo) -> date:
    """The working day that a moment belongs to: at two at night, of a night shift, that of the evening before."""
    local = moment.astimezone(zone)
    return (local - timedelta(hours=SiteDay(local.date(), opens, closes, zone).first_hour)).date()


def _hours(at: time) -> float:
    return at.hour + at.minute / 60
