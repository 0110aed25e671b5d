"""The admin site's pages. Whom somebody reaches there is decided per object, by ``accounts.access``."""

import auditlog.admin  # noqa: F401  (registers its own page first, which looks for a person's "first name")
import oauth2_provider.admin  # noqa: F401  (the same for clients, whose secrets it would show)
from auditlog.models import LogEntry
from django.contrib import admin

from accounts.admin.api_clients import ApiClientAdmin
from accounts.admin.applications import ApplicationAdmin, TenantAdmin
from accounts.admin.changes import ChangeAdmin
from accounts.admin.event_subscriptions import EventSubscriptionAdmin
from accounts.admin.identities import IdentityAdmin
from accounts.admin.people import PersonAdmin
from accounts.models import ApiClient, Application, EventSubscription, Identity, Tenant, User

admin.site.register(Application, ApplicationAdmin)
admin.site.register(Tenant, TenantAdmin)
admin.site.register(User, PersonAdmin)
admin.site.register(EventSubscription, EventSubscriptionAdmin)
admin.site.register(Identity, IdentityAdmin)
admin.site.unregister([ApiClient, LogEntry])
admin.site.register(ApiClient, ApiClientAdmin)
admin.site.register(LogEntry, ChangeAdmin)
