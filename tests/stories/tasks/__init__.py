"""Work for people in the whole program, against the real database."""
