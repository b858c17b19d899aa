"""The shift's report: what was done, read back from the database, in words and figures."""

from app.services.demo.shift import Result
from app.services.demo_data.spec import DemoSpec


def summary(result: Result) -> dict[str, float | int]:
    """The figures that `stillage demo` ends with."""
    return {
        "orders": result.orders,
        "shipped": result.shipped,
        "lines": result.lines,
        "units": result.units,
        "short": result.short,
        "ledger_entries": result.ledger_entries,
        "seconds": result.seconds,
        "invariant_violations": result.invariant_violations,
    }


def write_report(result: Result, spec: DemoSpec, pictures: list[str], head: str = "") -> str:
    """The report as Markdown; pictures: file names beside it; head: of the sealed chain, to be kept on paper."""
    saved = 1 - result.metres / result.s_shape_metres if result.s_shape_metres else 0.0
    share = result.complete / result.orders if result.orders else 0.0
    rows = [
        ("Orders", f"{result.orders:,}"),
        ("shipped complete", f"{result.complete:,} ({share:.1%})"),
        ("not whole, each with a reason", f"{result.short:,}"),
        ("Lines shipped", f"{result.lines:,}"),
        ("Pieces shipped", f"{result.units:,}"),
        ("Cartons", f"{result.cartons:,}"),
        ("Cart tours", f"{result.tours:,}"),
        ("Walked", f"{result.metres / 1000:,.1f} km, {saved:.0%} less than by the S-shape rule"),
        ("Ledger entries", f"{result.ledger_entries:,}"),
        ("Broken invariants", f"{result.invariant_violations}"),
        ("Time", f"{result.seconds:,.0f} s"),
    ]
    lines = ["# Shift report: demo warehouse", "", f"Sample: store {spec.store}, seed {spec.seed}.", ""]
    lines += ["| what | figure |", "|---|---|", *(f"| {name} | {figure} |" for name, figure in rows), ""]
    if head:
        lines += [
            f"Sealed up to block `{head}`.",
            "",
            "Keep it: `stillage audit verify --head` tells by it whether",
            "anything before was changed since.",
            "",
        ]
    if result.not_whole:
        lines += ["## Orders that are not whole", "", "| order | state | shipped of | reason |", "|---|---|---|---|"]
        lines += [
            f"| {row.number} | {row.state} | {row.shipped:g} of {row.ordered:g} | {row.reason or 'open'} |"
            for row in result.not_whole
        ]
        lines.append("")
    if result.violations:
        lines += ["## Broken invariants", ""]
        lines += [
            f"- {row.invariant}: {row.subject}, expected {row.expected}, found {row.found}" for row in result.violations
        ]
        lines.append("")
    if result.refusals:
        lines += ["## What stations refused", ""]
        ranked = sorted(result.refusals.items(), key=lambda item: -item[1])
        lines += [f"- {count} x {words}" for words, count in ranked[:20]]
        lines.append("")
    lines += [f"![{name}]({name})" for name in pictures]
    return "\n".join(lines) + "\n"
