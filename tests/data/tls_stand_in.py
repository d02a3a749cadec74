# SPDX-License-Identifier: GPL-3.0-or-later
"""What stand-ins for HTTPS servers have in common: a port of their own, and an end with their standard input."""
import http.server
import os
import ssl
import sys
import threading


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Who goes away in the middle is what tests are about."""


def serve(handler, certificate, key):
    """Prints the port and answers until standard input ends."""
    server = Server(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    os._exit(0)
