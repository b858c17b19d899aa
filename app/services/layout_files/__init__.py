"""A layout in and out: drawings (DXF), plans on paper and as pictures, labels of bins, tables."""
