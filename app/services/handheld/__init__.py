"""Work with a handheld: who may do what, what is asked now, where to walk, and the codes that stand for keys."""
