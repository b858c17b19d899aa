"""Fields of a form that stand for a value of their own, not for elements of the drawing."""

from collections.abc import Sequence
from typing import Any

from app.ui.layout.fields import Add, ChoiceField, Figure, NumberField, Set
from app.ui.theme import Theme


class Pick(ChoiceField):
    """One of a few. value: what is chosen, None while nothing is."""

    def __init__(
        self, theme: Theme, name: str, options: Sequence[tuple[Any, str]] = (), value: Any = None, hint: str = ""
    ) -> None:
        super().__init__(theme, name, options)
        self.box.setPlaceholderText(hint)
        self.show_values([value])

    @property
    def value(self) -> Any:
        """What is chosen."""
        at = self.box.currentIndex()
        return self._options[at][0] if at >= 0 else None

    def choose(self, value: Any) -> None:
        """Choose as a person does: whoever listens is told."""
        self.show_values([value])
        self.entered.emit(Set(value))


class Count(NumberField):
    """A figure of the form. value: what stands there; steps go on from it."""

    def __init__(self, theme: Theme, name: str, value: float, figure: Figure, least: float = 0.0) -> None:
        super().__init__(theme, name, figure)
        self._value, self._least = value, least
        self.show_values([value])
        self.entered.connect(self._take)
        self.stepped.connect(self._step)

    @property
    def value(self) -> float:
        """What stands there, in the figure's drawing unit."""
        return self._value

    def put(self, value: float) -> None:
        """Show another figure; tells nobody."""
        self._value = max(self._least, value)
        self.show_values([self._value])

    def _take(self, entry: Set | Add) -> None:
        value = self._value + entry.by if isinstance(entry, Add) else entry.value
        self.put(float(value or 0.0))

    def _step(self, by: float) -> None:
        self.put(self._value + by)
        self.entered.emit(Set(self._value))
