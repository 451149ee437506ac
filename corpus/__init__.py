"""What the state wrote, as data, and the code that reads it."""
