"""Papers of an event: certificates, badges, lists, letters; Arabic, English, French."""
