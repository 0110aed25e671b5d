#!/bin/sh
# Huawei Cloud Meeting's own SDK for Python signs in by itself and keeps the access token for twelve hours by its own
# clock. It reads neither how long the answer says that the token is good (validPeriod, expireTime) nor the 401 that says
# it no longer is: a token that was ended by hand, by a 65th sign-in or by the service fails every call of that client
# until the twelve hours are over, and a new client is the only way to a new token.
#
# Seen with huaweicloudsdkmeeting 3.1.219. Source: v1/meeting_credentials.py of the package, process_request.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet huaweicloudsdkmeeting==3.1.219 huaweicloudsdkcore==3.1.219
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -days 1 -subj /CN=127.0.0.1 \
	-addext subjectAltName=IP:127.0.0.1 2>/dev/null
cat >call.py <<'PY'
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkmeeting import v1
from huaweicloudsdkmeeting.v1.meeting_credentials import AuthTypeEnum, MeetingCredentials, TenantSceneEnum

asked = []


class Service(BaseHTTPRequestHandler):
    """Gives a token for a minute, and takes it for expired from the second call on."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        asked.append("sign in")
        self.answer(200, {"accessToken": f"token-{asked.count('sign in')}", "validPeriod": 60})

    def do_GET(self):
        first = "list" not in " ".join(asked)
        asked.append(f"list with {self.headers['X-Access-Token']}")
        if first or self.headers["X-Access-Token"] != "token-1":
            self.answer(200, {"count": 0, "data": []})
        else:
            self.answer(401, {"error_code": "USG.201040001", "error_msg": "invalid token"})

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("certificate.pem", "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()


def client():
    credentials = MeetingCredentials().with_auth_type_enum(AuthTypeEnum.APP_ID)
    credentials.with_tenant_scene_enum(TenantSceneEnum.SINGLE_TENANT)
    credentials.with_app_id("app").with_app_key("key").with_user_id("user")
    config = HttpConfig.get_default_config()
    config.ssl_ca_cert = "certificate.pem"
    builder = v1.MeetingClient.new_builder().with_http_config(config).with_credentials(credentials)
    return builder.with_endpoints([f"https://127.0.0.1:{server.server_port}"]).build()


def search(by):
    try:
        by.search_meetings(v1.SearchMeetingsRequest())
    except ClientRequestException as refusal:
        return refusal.error_code
    return "answered"


kept = client()
outcomes = [search(kept) for _ in range(4)] + [search(client())]
print(outcomes, asked, sep="\n")
assert outcomes == ["answered", *["USG.201040001"] * 3, "answered"]
assert asked == ["sign in", *["list with token-1"] * 4, "sign in", "list with token-2"]
PY
venv/bin/python call.py
