"""A server that answers each request with the same meeting, over kept connections, as cheaply as Python can."""

import asyncio
import json

_PASSWORDS = [{"conferenceRole": role, "password": "482913"} for role in ("chair", "general")]
_MEETING = {
    "conferenceID": "981924330",
    "subject": "Roadmap",
    "startTime": "2030-01-01 08:00",
    "endTime": "2030-01-01 09:00",
    "conferenceState": "Schedule",
    "mediaTypes": "Data,Voice,HDVideo",
    "passwordEntry": _PASSWORDS,
    "chairJoinUri": "https://meeting.example/#/j/981924330/1",
    "guestJoinUri": "https://meeting.example/#/j/981924330/2",
    "confConfigInfo": {"isAutoMute": True, "callInRestriction": 0, "enableWaitingRoom": False},
}
_BODY = json.dumps({"conferenceData": _MEETING, "data": {"offset": 0, "limit": 500, "count": 0, "data": []}}).encode()
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(_BODY), _BODY)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(_ANSWER)
    except asyncio.IncompleteReadError:
        writer.close()


async def _main() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(f"Ready: http://127.0.0.1:{port}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
