"""Letters: when they are due, what they say, how they are written and looked after."""
