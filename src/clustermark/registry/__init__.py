"""Label events and what follows from them: the state of every label as of a date, counts, the public list."""
