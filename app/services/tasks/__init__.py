"""Work for people: the board, the next task, exceptions, refills."""

from app.services.tasks.board import TaskBoard
from app.services.tasks.kinds import Board, CutOff, Piece, Rates, Stop, ToCount, Totals, Work, Worker
from app.services.tasks.next_work import NextWork
from app.services.tasks.refills import Refills
from app.services.tasks.troubles import Troubles

__all__ = [
    "Board", "CutOff", "NextWork", "Piece", "Rates", "Refills", "Stop", "TaskBoard", "ToCount", "Totals",
    "Troubles", "Work", "Worker",
]  # fmt: skip
