#!/bin/sh
# drf-spectacular writes the webhooks of an OpenAPI 3.1 document from OpenApiWebhook and extend_schema. Of that decorator's
# arguments the request body and the answers arrive; parameters don't, headers no more than query parameters, and no
# warning says so. A document can't name the signature headers that a receiver has to check, but in a description.
#
# Seen with drf-spectacular 0.30.0, djangorestframework 3.18.3, Django 5.2.19 on Python 3.11. Source:
# drf_spectacular/plumbing.py (process_webhooks), openapi.py (_get_parameters).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  django==5.2.19 djangorestframework==3.18.3 drf-spectacular==0.30.0
cd "$folder"
cat > document.py <<'PYTHON'
import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "drf_spectacular"],
    ROOT_URLCONF=__name__,
    REST_FRAMEWORK={"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"},
    SPECTACULAR_SETTINGS={"OAS_VERSION": "3.1.1", "WEBHOOKS": ["document.booked"]},
)
django.setup()

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiParameter, OpenApiWebhook, extend_schema
from rest_framework import serializers


class Event(serializers.Serializer):
    id = serializers.CharField()


header = OpenApiParameter("webhook-id", str, OpenApiParameter.HEADER, required=True)
query = OpenApiParameter("edition", str, OpenApiParameter.QUERY)
booked = OpenApiWebhook("booked", extend_schema(request=Event, responses={204: None}, parameters=[header, query]))
urlpatterns = []
PYTHON
cat > ask.py <<'PYTHON'
import document

webhook = document.SchemaGenerator().get_schema(request=None, public=True)["webhooks"]["booked"]["post"]
print(sorted(webhook))
PYTHON
found=$("$folder/venv/bin/python" ask.py 2>&1)
echo "$found"
[ "$found" = "['requestBody', 'responses']" ] || { echo "something else arrives now"; exit 1; }
