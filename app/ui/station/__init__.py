"""Work with a scanner at a screen: the page, its acts in turn, the field that tells a scanner from a hand."""
