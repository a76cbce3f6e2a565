"""When to meet: what speaks against dates, slots, hours, and the corrected calendars of states."""
