"""The contract as data: each operation and each object of the vendor's SDK 3.1.219, and what they are held to.

``operations.json`` and ``models.json`` are copies that nothing here writes; ``deviations`` says where documents and
examples of the vendor have more than they do.
"""
