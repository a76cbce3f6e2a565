"""What nobody answers yet, and one event that would."""
