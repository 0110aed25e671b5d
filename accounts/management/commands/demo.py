"""The organisation that a development machine begins with."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import Application, Identity, Tenant, User
from accounts.services import applications

# The one application that the sandbox's demo seed knows; its key is made there.
_APP_ID = "6f1d2c3b4a5948576a7b8c9d0e1f2a3b"
_Role = User.Role
# Name, mail address, User ID ("" is not linked), language, time zone, role.
_PEOPLE = (
    ("何宁", "he.ning@qingshan.example", "", "zh-hans", "Asia/Shanghai", _Role.OPERATOR),
    ("赵磊", "zhao.lei@qingshan.example", "zhao.lei", "zh-hans", "Asia/Shanghai", _Role.TENANT_ADMIN),
    ("陈静", "chen.jing@qingshan.example", "chen", "zh-hans", "Asia/Shanghai", _Role.PERSON),
    ("王芳", "wang.fang@qingshan.example", "wang.fang", "zh-hans", "Asia/Shanghai", _Role.PERSON),
    ("Li Wei", "li.wei@qingshan.example", "li.wei", "en", "Asia/Shanghai", _Role.PERSON),
    ("Markus Weber", "markus.weber@qingshan.example", "", "en", "Europe/Berlin", _Role.PERSON),
)


class Command(BaseCommand):
    help = "Makes the demo organisation at the sandbox, where it isn't there yet, and says whom one can sign in as."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--app-id", default=_APP_ID, help="the application at the sandbox")
        parser.add_argument(
            "--app-key-file",
            type=Path,
            default=settings.DATA_DIR / "sandbox" / "app-key.txt",
            help="where its key stands, unless SANDBOX_APP_KEY has it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo has passwords that stand in a file, so it is for DEBUG=1 only.")
        if "sandbox" not in settings.MEETING_SITES:
            raise CommandError("The demo lives at the sandbox. Set SANDBOX_URL to its address.")
        app_key = os.environ.get("SANDBOX_APP_KEY") or _read(options["app_key_file"])
        password, is_new = _password(settings.DATA_DIR / "demo-password.txt")
        with transaction.atomic():
            tenant = _tenant(_application(options["app_id"], app_key))
            people = [_person(tenant, *row, password=password, is_new=is_new) for row in _PEOPLE]
        self.stdout.write("People one can sign in as, each with the password " + password)
        for person in people:
            link = "linked" if hasattr(person, "identity") else "not linked"
            self.stdout.write(f"  {person.email:32} {person.name}, {person.get_role_display()}, {link}")


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError as error:
        raise CommandError(f"The sandbox's App Key can't be read: {error}. Start the sandbox first.") from error


def _password(path: Path) -> tuple[str, bool]:
    """Return the password that was made before, or a new one, which only this user of the machine can read."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip(), False
    password = secrets.token_urlsafe(12)
    with os.fdopen(handle, "w") as file:
        file.write(password)
    return password, True


def _application(app_id: str, app_key: str) -> Application:
    application = Application.objects.filter(app_id=app_id).first() or Application(
        app_id=app_id, name="Qingshan sandbox", site="sandbox"
    )
    if application.app_key != app_key:
        application.app_key = app_key
        application.save()
        applications.application_saved(application=application, changed=["app_key"], now=timezone.now())
    return application


def _tenant(application: Application) -> Tenant:
    tenant, _ = Tenant.objects.get_or_create(
        name="青山科技", defaults={"application": application, "administrator_user_id": "administrator"}
    )
    return tenant


def _person(
    tenant: Tenant,
    name: str,
    email: str,
    user_id: str,
    language: str,
    time_zone: str,
    role: str,
    *,
    password: str,
    is_new: bool,
) -> User:
    """Return the person; whoever is there already keeps what they have changed of themselves."""
    person, is_made = User.objects.get_or_create(
        email=email,
        defaults={
            "name": name,
            "tenant": None if role == _Role.OPERATOR else tenant,
            "role": role,
            "language": language,
            "time_zone": time_zone,
        },
    )
    if is_made or is_new:
        person.set_password(password)
        person.save()
    if is_made and user_id:
        Identity.objects.create(tenant=tenant, person=person, third_party_user_id=user_id)
    return person
