"""The contract is kept as data: each operation and each object of the vendor's SDK 3.1.219, and the table of errors.

``operations.json`` and ``models.json`` are copies that nothing here writes; ``deviations`` says where documents and
examples of the vendor have more than they do.
"""
