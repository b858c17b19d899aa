"""What tours save against the S-shape, the rule that most warehouses walk by, in words."""

from app.ui.waves.words import EN_DASH, metres


def less_than_s_shape(walked: float | None, s_shape: float | None) -> str:
    """ "1,260 m less, 21.0%"; a dash where nobody told, or the rule cannot be walked."""
    if walked is None or s_shape is None or s_shape <= 0:
        return EN_DASH
    less = s_shape - walked
    return "the same" if less < 0.5 else f"{metres(less)} less, {less / s_shape:.1%}"


def in_sentence(walked: float, s_shape: float | None) -> str:
    """ ", 1,260 m less than by the S-shape" after the length of a walk; nothing where nobody told."""
    told = s_shape is not None and s_shape - walked >= 0.5
    return f", {metres(s_shape - walked)} less than by the S-shape" if told and s_shape is not None else ""
