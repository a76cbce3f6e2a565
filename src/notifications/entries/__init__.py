"""Calendar objects: what the programs of participants read."""
