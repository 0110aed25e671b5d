"""Signed-in administrators."""

from tests.accounts.admin.conftest import operators, zhaos

__all__ = ["operators", "zhaos"]
