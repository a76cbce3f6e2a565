"""Events that come again: series and copies."""
