"""How the administration writes days and times, as the pages do (``l10n.format_datetime``)."""
