"""How long what a test waits for may take before it counts as hanging: a guard, and no measure of speed.

Beside other work a machine gives a test a tenth of what it has.
"""

HANG_SECONDS = 600.0
