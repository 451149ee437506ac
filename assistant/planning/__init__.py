"""From what was read to what is said: a plan of typed blocks, made by recipes, before any word of it is written."""
