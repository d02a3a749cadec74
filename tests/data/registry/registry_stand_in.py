#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A registry over HTTPS that serves an OCI layout as bad ones and careful ones do.

Usage: registry_stand_in.py CERTIFICATE KEY LAYOUT NATURE[,NATURE...] [OTHER_PORT]
Prints its port, then a line for each request: what was asked, where to begin, and whether somebody signed in.
"""
import base64
import http.server
import json
import os
import pathlib
import socket
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
sys.dont_write_bytecode = True
import tls_stand_in  # noqa: E402

certificate, key, layout, natures = sys.argv[1:5]
natures = natures.split(",")
other = sys.argv[5] if len(sys.argv) > 5 else ""
CUT = 100_000
cuts = {}
BASIC = "Basic " + base64.b64encode(b"site:se:cret").decode()


def read(path):
    with open(os.path.join(layout, path), "rb") as file:
        return file.read()


class Registry(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def challenge(self):
        port = self.server.server_address[1]
        offers = {"basic": 'Basic realm="all, of it"',
                  "token": f'Bearer realm="https://localhost:{port}/token",service="a, b",scope="repository:x:pull"',
                  "plain-token": f'Bearer realm="http://localhost:{port}/token"',
                  "foreign": 'Digest nonce="1", qop="auth"'}
        self.say(401, headers=[("WWW-Authenticate", offers[next(n for n in natures if n in offers)])])

    def do_GET(self):
        signed = self.headers.get("Authorization", "")
        begin = self.headers.get("Range", "")[6:].rstrip("-")
        print(self.path.split("?")[0], begin or "0", signed.split(" ")[0] or "nobody", flush=True)
        if self.path.startswith("/token"):
            if signed != BASIC:
                self.say(401)
            else:
                self.say(200, json.dumps({"token": "t0ken"}).encode())
            return
        if any(n in natures for n in ("basic", "foreign")) and signed != BASIC:
            self.challenge()
            return
        if any(n in natures for n in ("token", "plain-token")) and signed != "Bearer t0ken":
            self.challenge()
            return
        if "broken" in natures:
            self.say(503)
            return
        parts = self.path.split("/")
        kind, what = parts[-2], parts[-1]
        try:
            if kind == "manifests" and not what.startswith("sha256:"):
                index = json.loads(read("index.json"))
                if "index" in natures:
                    self.say(200, read("index.json"), [("Content-Type", "application/vnd.oci.image.index.v1+json")])
                    return
                what = index["manifests"][0]["digest"]
            data = read("blobs/sha256/" + what.split(":")[1])
        except OSError:
            self.say(404, b'{"errors": [{"code": "MANIFEST_UNKNOWN"}]}')
            return
        if kind == "manifests":
            if "page" in natures:
                self.say(200, b"<html>sign in</html>", [("Content-Type", "text/html")])
            elif "endless" in natures:
                self.send_response(200)
                self.end_headers()
                while True:
                    self.wfile.write(b" " * 65536)
            else:
                self.say(200, data, [("Content-Type", "application/vnd.oci.image.manifest.v1+json; charset=utf-8")])
        else:
            self.blob(what, data, int(begin or 0))

    def blob(self, digest, data, begin):
        if "elsewhere" in natures:
            self.say(307, headers=[("Location", f"https://127.0.0.1:{other}{self.path}")])
            return
        if "damaged" in natures and len(data) > 1000:
            data = data[:500] + bytes([data[500] ^ 1]) + data[501:]
        if "long" in natures and len(data) > 1000:
            data += b"more"
        if "no-range" in natures:
            begin = 0
        whole = len(data)
        data = data[begin:]
        end = len(data)
        if "cuts" in natures and cuts.setdefault(digest, 0) < 3 and end > CUT:
            cuts[digest] += 1
            end = CUT
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{whole - 1}/{whole}")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:end])
        if end < len(data):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True


tls_stand_in.serve(Registry, certificate, key)
