"""The verbs: what one can do with Clustermark, as functions. The command line is their thin twin."""
