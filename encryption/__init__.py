"""Model fields that are encrypted at rest.

The type of a field says that its value is a secret: audit and export leave out every
``EncryptedTextField`` and ``EncryptedJSONField`` by that type, never by a list of names.
"""
