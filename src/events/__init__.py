"""Planning, scheduling, seats, registrations, nominations, check-in."""
