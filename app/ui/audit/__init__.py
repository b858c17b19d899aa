"""The audit page: the chain of sealed blocks, what checks found, and its guided repair."""
