"""The life of a task of the floor. Ranks are stored; wms.state in the database says the same."""

from enum import IntEnum


class TaskState(IntEnum):
    """How far a task is; what is below DONE is open work and holds its reservation."""

    PLANNED = 0
    READY = 100
    CLAIMED = 200
    STARTED = 300
    DONE = 400
    CANCELLED = 500
    EXCEPTION = 600

    @property
    def is_open(self) -> bool:
        """May somebody still work on it?"""
        return self < TaskState.DONE
