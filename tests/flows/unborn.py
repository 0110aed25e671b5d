"""What a process of ``mortal`` has imported before it is born."""

import django

django.setup()
