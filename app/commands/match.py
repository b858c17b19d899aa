"""How typed text finds a command or a record: word starts first, then inside words, then letters in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Span = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match:
    """A hit. Higher scores stand first; spans (start, end) say which letters of the text were found."""

    score: int
    spans: tuple[Span, ...]


EVERYTHING = Match(0, ())


def match(query: str, text: str) -> Match | None:
    """Find every word of the query in the text, in any order and case. None when one is not there.

    Score of a word: 100 at the start of the text, 60 at the start of a word, 30 inside, 10 as letters in order.
    A shorter text wins among equals.
    """
    words = query.lower().split()
    if not words:
        return EVERYTHING
    folded = text.lower()
    if len(folded) != len(text):  # a few letters grow when lowered; spans must stay true to the text that is shown
        folded = text
    score, spans = 0, []
    for word in words:
        found = _find(word, folded)
        if found is None:
            return None
        score += found[0]
        spans += found[1]
    return Match(score * 1000 - min(len(text), 999), merge(spans))


def _find(word: str, text: str) -> tuple[int, list[Span]] | None:
    start = text.find(word)
    if start == 0:
        return 100, [(0, len(word))]
    at = start
    while at > 0:
        if not text[at - 1].isalnum():
            return 60, [(at, at + len(word))]
        at = text.find(word, at + 1)
    if start > 0:
        return 30, [(start, start + len(word))]
    return _letters_in_order(word, text) if len(word) >= 3 else None


def _letters_in_order(word: str, text: str) -> tuple[int, list[Span]] | None:
    """Initials and abbreviations: "tgth" finds "Toggle theme". The first letter must start a word."""
    spans: list[Span] = []
    at = -1
    for number, letter in enumerate(word):
        at = text.find(letter, at + 1)
        while number == 0 and at > 0 and text[at - 1].isalnum():
            at = text.find(letter, at + 1)
        if at < 0:
            return None
        spans.append((at, at + 1))
    return 10, spans


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def rank(query: str, items: Iterable[T], text_of: Callable[[T], str], limit: int) -> list[tuple[T, Match]]:
    """The best items for a query, best first; items of equal score keep their order."""
    hits = [(item, found) for item in items if (found := match(query, text_of(item))) is not None]
    hits.sort(key=lambda hit: -hit[1].score)
    return hits[:limit]
