"""The demonstration: the main job from end to end on invented organisations."""
