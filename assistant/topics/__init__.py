"""What people ask about: each topic's cues, what the texts say on it, and where; all of it data."""
