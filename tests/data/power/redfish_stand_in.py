#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A management controller that speaks Redfish over HTTPS, as different makers' do, and as bad ones do.

Usage: redfish_stand_in.py CERTIFICATE KEY NATURE [OTHER_PORT]
Prints its port, then a line for each request; ends with its standard input.
"""
import base64
import http.server
import json
import pathlib
import socket
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
sys.dont_write_bytecode = True
import tls_stand_in  # noqa: E402

certificate, key, nature = sys.argv[1:4]
other = sys.argv[4] if len(sys.argv) > 4 else ""
state = "On"
taken = []  # the kinds of reset, in their order
lock = threading.Lock()

# What differs between makers: where the system lies, which resets it takes and where it says so, what it answers.
MAKERS = {
    "dell": ("/redfish/v1/Systems/System.Embedded.1", "values",
             ["On", "ForceOff", "ForceRestart", "GracefulRestart", "GracefulShutdown", "PushPowerButton", "Nmi", "PowerCycle"], 204),
    "hpe": ("/redfish/v1/Systems/1/", "values",
            ["On", "ForceOff", "GracefulShutdown", "ForceRestart", "Nmi", "PushPowerButton", "GracefulRestart"], 200),
    "supermicro": ("/redfish/v1/Systems/1", "info",
                   ["On", "ForceOff", "GracefulShutdown", "GracefulRestart", "ForceRestart", "Nmi", "ForceOn"], 200),
    "openbmc": ("/redfish/v1/Systems/system", "info",
                ["ForceOff", "PowerCycle", "Nmi", "On", "ForceOn", "ForceRestart", "GracefulRestart", "GracefulShutdown"], 204),
    "bare": ("/redfish/v1/Systems/1", "none", [], 202),
    "no-soft": ("/redfish/v1/Systems/1", "values", ["On", "ForceOff"], 204),
}
path, told, resets, answer = MAKERS.get(nature, MAKERS["dell"])


class Controller(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, body=None, headers=()):
        text = json.dumps(body).encode() if body is not None else b""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def is_known(self):
        print(self.command, self.path, "with" if self.headers.get("Authorization") else "without", flush=True)
        wanted = "Basic " + base64.b64encode(b"operator:se:cret").decode()
        if self.headers.get("Authorization") == wanted:
            return True
        self.say(401, {"error": {"message": "who are you?"}}, [("WWW-Authenticate", 'Basic realm="bmc"')])
        return False

    def trouble(self):
        if nature == "hangs":
            time.sleep(600)
        if nature == "resets":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()
            raise ConnectionResetError
        if nature == "long":
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b"[" * 65536)
        if nature == "no-json":
            self.send_response(200)
            self.send_header("Content-Length", "5")
            self.end_headers()
            self.wfile.write(b"hello")
            return True
        if nature == "elsewhere":
            self.say(307, headers=[("Location", f"https://localhost:{other}{self.path}")])
            return True
        return False

    def do_GET(self):
        if not self.is_known() or self.trouble():
            return
        clean = self.path.rstrip("/")
        if clean == "/redfish/v1/Systems":
            members = [{"@odata.id": path}]
            if nature == "two":
                members.append({"@odata.id": "/redfish/v1/Systems/Node2"})
            if nature == "foreign":
                members = [{"@odata.id": f"https://localhost:{other}/redfish/v1/Systems/1"}]
            self.say(200, {"Members": members})
        elif clean == path.rstrip("/") and self.path != path:
            self.say(308, headers=[("Location", path)])
        elif self.path == path:
            if nature == "moved":
                self.say(308, headers=[("Location", "/redfish/v1/Systems/moved")])
                return
            action = {"target": path.rstrip("/") + "/Actions/ComputerSystem.Reset"}
            if told == "values":
                action["ResetType@Redfish.AllowableValues"] = resets
            elif told == "info":
                action["@Redfish.ActionInfo"] = path.rstrip("/") + "/ResetActionInfo"
            self.say(200, {"PowerState": state, "Actions": {"#ComputerSystem.Reset": action}}, [("ETag", 'W/"1"')])
        elif clean.endswith("/ResetActionInfo"):
            self.say(200, {"Parameters": [{"Name": "ResetType", "AllowableValues": resets}]})
        elif clean.endswith("/moved"):
            self.say(200, {"PowerState": state, "Actions": {}})
        else:
            self.say(404, {"error": {"message": "no such thing"}})

    def do_POST(self):
        global state
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if not self.is_known() or self.trouble():
            return
        kind = body.get("ResetType", "")
        taken.append(kind)
        print("RESET", kind, flush=True)
        if resets and kind not in resets:
            self.say(400, {"error": {"@Message.ExtendedInfo": [{"Message": f"{kind} is not in the list"}]}})
            return
        goal = {"On": "On", "ForceOn": "On", "ForceOff": "Off", "GracefulShutdown": "Off"}.get(kind)
        if nature == "deaf" and kind == "GracefulShutdown":
            goal = None
        if goal and state == goal and nature in ("dell", "hpe"):
            self.say(409, {"error": {"@Message.ExtendedInfo": [{"Message": "already in that state"}]}})
            return
        if goal and nature != "lies":
            with lock:
                state = {"On": "PoweringOn", "Off": "PoweringOff"}[goal] if nature == "openbmc" else goal
            if nature == "openbmc":
                threading.Timer(0.2, arrive, [goal]).start()
        self.say(answer, {"Messages": []} if answer == 200 else None)


def arrive(goal):
    global state
    with lock:
        state = goal


tls_stand_in.serve(Controller, certificate, key)
