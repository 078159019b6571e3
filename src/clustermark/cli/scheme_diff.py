"""`clustermark scheme diff`."""
