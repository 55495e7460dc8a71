"""A webhook receiver as many would write it: Starlette, SQLite, one durable commit for each event.

Takes the database's file and the app secret; prints the port it listens on, and ends with its standard input.
"""
import hashlib
import hmac
import json
import os
import socket
import sqlite3
import sys
import threading

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, page_id TEXT, leadgen_id TEXT, form_id TEXT, body BLOB)")
secret = sys.argv[2].encode()


async def receive(request):
    body = await request.body()
    expected = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-hub-signature-256", "")):
        return PlainTextResponse("Forbidden", 403)
    database.execute("BEGIN IMMEDIATE")
    for entry in json.loads(body)["entry"]:
        for change in entry["changes"]:
            value = change["value"]
            database.execute(
                "INSERT INTO event (page_id, leadgen_id, form_id, body) VALUES (?, ?, ?, ?)",
                (entry["id"], value["leadgen_id"], value.get("form_id"), body))
    database.execute("COMMIT")
    return PlainTextResponse("EVENT_RECEIVED")


def end_with_input():
    sys.stdin.buffer.read()
    os._exit(0)


class Announced(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(sockets[0].getsockname()[1], flush=True)


threading.Thread(target=end_with_input, daemon=True).start()
listening = socket.socket()
listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listening.bind(("127.0.0.1", 0))
app = Starlette(routes=[Route("/api/meta/webhook", receive, methods=["POST"])])
Announced(uvicorn.Config(app, log_level="critical", access_log=False)).run(sockets=[listening])
