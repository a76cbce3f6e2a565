"""People at an event: registered, nominated, approved, substituted, asked, forgotten."""
