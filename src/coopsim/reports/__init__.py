"""Reports: what a sweep or a run found, as one page that needs nothing else.

Every sentence and figure says which rows of which table it was made from.
"""
