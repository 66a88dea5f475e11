"""Working together: interoperability, liaison, secure communications, missions, help at hand."""
