"""Understanding: what a message says, before any rule or clause is looked at."""
