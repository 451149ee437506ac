"""The parts that others keep and a service on several machines stands on, started on loopback, each gone when its block is left."""
