"""A year of events laid out, explained, and applied when an organizer says so."""
