"""What leaves the editor and comes into it: plans on paper, labels of bins, drawings and tables."""
