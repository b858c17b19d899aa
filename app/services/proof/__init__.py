"""Proof that the ledger is what was written: sealing, verifying, carrying the proof away."""
