"""The owner's folder: its files become the objects of `issuing`, and what follows from them becomes files again."""
