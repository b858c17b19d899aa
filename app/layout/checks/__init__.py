"""What is wrong with a drawing, found while it is drawn, with what would put it right."""

from app.layout.checks.finding import Finding, Fix, Known
from app.layout.checks.fixes import fixes_for
from app.layout.checks.live import FirstLook, LiveChecks, check_all

__all__ = ["Finding", "FirstLook", "Fix", "Known", "LiveChecks", "check_all", "fixes_for"]
