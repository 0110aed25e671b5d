"""The sandbox emulates the meeting service: it is a program of its own with its own storage.

It imports nothing of the portal or its client, so that client and sandbox can agree through the contract
only. Where the contract leaves something open, it takes the reading that hurts a client most
(docs/sandbox.md lists them).
"""
