"""After an event: feedback, numbers, tables."""
