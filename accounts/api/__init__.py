"""The API: who calls, what they may, how often; people and identities."""
