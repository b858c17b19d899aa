"""The floor plan as an editable document: elements, gestures, generator, live checks, versions. No Qt, no SQL."""
