"""How a case runs: deeds, the table of what may follow what, who may do and see what, and whom it waits for."""
