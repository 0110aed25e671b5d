"""What the vendor's native SDKs sign a person in with (App ID authentication of clients)."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import client_of
from accounts.api.idempotency import IDEMPOTENCY_KEY, claim_key
from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from accounts.services import client_auth
from rest.fields import NothingSerializer, read


class ClientAuthSerializer(serializers.Serializer[Any]):
    """Named as the vendor's SDKs name them; hand it to the app as it is."""

    appId = serializers.CharField()
    userId = serializers.CharField()
    corpId = serializers.CharField(required=False, help_text="With the App ID of a service provider only.")
    expireTime = serializers.IntegerField(help_text="Seconds since 1970.")
    nonce = serializers.CharField()
    signature = serializers.CharField()
    userName = serializers.CharField(required=False)
    userEmail = serializers.CharField(required=False)
    userPhone = serializers.CharField(required=False)
    deptCode = serializers.CharField(required=False)


class ClientAuthView(APIView):
    """A signature for the person of the token, or who is signed in."""

    required_scopes = {"POST": Scope.CLIENT_AUTH}

    @extend_schema(
        operation_id="sign_client_in",
        parameters=[IDEMPOTENCY_KEY],
        request=NothingSerializer,
        responses=ClientAuthSerializer,
    )
    def post(self, request: Request) -> Response:
        """Return the signature: for ten minutes, whoever has it is that person at the meeting service."""
        read(NothingSerializer, request.data)
        claim_key(request, with_content=True)
        client = client_of(request)
        found = client_auth.sign(person=person_of(request), asked_by=client.client_id if client else "session")
        signed, profile = found.signed, found.profile
        optional = {
            "corpId": signed.corp_id,
            "userName": profile.name,
            "userEmail": profile.email,
            "userPhone": profile.phone,
            "deptCode": profile.department_code,
        }
        body = {
            "appId": signed.app_id,
            "userId": signed.user_id,
            "expireTime": signed.expire_time,
            "nonce": signed.sign_nonce,
            "signature": signed.signature,
        } | {name: value for name, value in optional.items() if value}
        return Response(body, headers={"Cache-Control": "no-store"})
