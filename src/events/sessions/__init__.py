"""The sessions of an event: rooms, speakers, and what cannot be at once."""
