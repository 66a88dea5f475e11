"""The life of institutions: accession, burdens and exit, founding, coalitions of the willing."""
