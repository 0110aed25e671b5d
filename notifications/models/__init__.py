"""Messages that are rows before they are sent: mails, and events for other systems."""

from notifications.models.message import Message
from notifications.models.webhook import WebhookDelivery, WebhookEndpoint, WebhookSecret

__all__ = ["Message", "WebhookDelivery", "WebhookEndpoint", "WebhookSecret"]
