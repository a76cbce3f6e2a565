"""The calendars of states: weekends, public holidays, the Hijri year. Pure."""
