"""How the labels that flows ask for look: fields in, a label in millimetres out."""

from collections.abc import Mapping

from app.domain.errors import Fault
from app.flow.effects import PrintLabel
from drivers.protocol import CodePart, Label, PrintJob, TextPart


def lay_out(wanted: PrintLabel) -> PrintJob:
    """The print job for a PrintLabel effect. Raises Fault for a kind that nobody has drawn."""
    drawn = {"carton": _carton, "pallet": _pallet}.get(wanted.kind)
    if drawn is None:
        raise Fault(f"There is no label named {wanted.kind}.", "Nothing was printed; the work is recorded.")
    return PrintJob(f"{wanted.kind} {wanted.fields['sscc']}", drawn(wanted.fields), wanted.copies)


def _carton(fields: Mapping[str, str]) -> Label:
    """100 x 60 mm: order, pieces and weight in words, the SSCC as GS1-128 where the carton has one."""
    sscc = fields["sscc"]
    gs1 = len(sscc) == 18 and sscc.isdecimal()
    return Label(
        100,
        60,
        (
            TextPart(5, 4, 6, f"Order {fields['order']}"),
            TextPart(5, 12, 4, f"{fields['pieces']} pieces, {fields['weight']}"),
            TextPart(5, 18, 4, "Last carton" if fields["last"] == "yes" else "More cartons follow"),
            CodePart(5, 26, 24, f"(00){sscc}" if gs1 else sscc, gs1=gs1),
            TextPart(5, 53, 4, sscc),
        ),
    )


def _pallet(fields: Mapping[str, str]) -> Label:
    """100 x 60 mm for goods that came in: what stands on the unit, its delivery, the SSCC as GS1-128 and in words."""
    return Label(
        100,
        60,
        (
            TextPart(5, 4, 6, fields["content"][:40]),
            TextPart(5, 12, 4, f"Delivery {fields['document']}"),
            CodePart(5, 22, 28, f"(00){fields['sscc']}", gs1=True),
            TextPart(5, 53, 4, fields["sscc"]),
        ),
    )
