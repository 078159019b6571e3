"""What is proved about a scheme: its properties, each with a counterexample where it fails, and its worked examples."""
