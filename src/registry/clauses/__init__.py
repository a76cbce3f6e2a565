"""Clauses of mandates, corrected by people."""
