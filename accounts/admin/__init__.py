"""The admin site's pages. Whom somebody reaches there is decided per object, by ``accounts.access``."""

import auditlog.admin  # noqa: F401  (registers its own page first, which looks for a person's "first name")
from auditlog.models import LogEntry
from django.contrib import admin

from accounts.admin.applications import ApplicationAdmin, TenantAdmin
from accounts.admin.changes import ChangeAdmin
from accounts.admin.identities import IdentityAdmin
from accounts.admin.people import PersonAdmin
from accounts.models import Application, Identity, Tenant, User

admin.site.register(Application, ApplicationAdmin)
admin.site.register(Tenant, TenantAdmin)
admin.site.register(User, PersonAdmin)
admin.site.register(Identity, IdentityAdmin)
admin.site.unregister(LogEntry)
admin.site.register(LogEntry, ChangeAdmin)
