"""What writing functions take and give."""

from collections.abc import Mapping, Sequence
from typing import Any

Answer = dict[str, Any]
Lines = Sequence[Mapping[str, Any]]
