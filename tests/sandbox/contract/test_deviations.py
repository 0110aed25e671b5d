"""The list of deviations names what the contract has."""

from sandbox.contract import deviations
from sandbox.contract.declared import MODELS, SDK_OPERATIONS


def test_deviations_are_of_fields_that_there_are() -> None:
    """A deviation goes once newer data have caught up with the documents."""
    fields = {(model, field["name"]): field for model, found in MODELS.items() for field in found["fields"]}
    assert set(deviations.TAKEN) <= set(fields)
    assert all(fields[one]["required"] for one in deviations.MISSED_BY_THE_OPERATION)
    assert not set(deviations.ANSWERED) & set(fields)
    sdk = {(row["method"], row["path"]) for row in SDK_OPERATIONS}
    assert not sdk & {(row["method"], row["path"]) for row in deviations.OPERATIONS}
