"""Everything that ships beside the code. path(name) is the same in a checkout, a wheel and a frozen build."""

from pathlib import Path

ROOT = Path(__file__).parent


def path(name: str) -> Path:
    """Where a shipped file lies, e.g. path("themes/tokens.toml"). FileNotFoundError names what is absent."""
    found = ROOT / name
    if not found.exists():
        raise FileNotFoundError(f"resource {name!r} is missing from {ROOT}; run installer/bootstrap.py setup again")
    return found
