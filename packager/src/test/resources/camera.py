"""An IP camera: an RTSP server with GStreamer's library, at rtsp://ADDRESS:PORT/live. Prints its port when it listens."""

import argparse

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402


def protect(server, factory, user, password):
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    auth.add_digest(user, password, token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)


parser = argparse.ArgumentParser()
parser.add_argument("pipeline")
parser.add_argument("--address", default="127.0.0.1")
parser.add_argument("--port", default="0")
parser.add_argument("--user")
parser.add_argument("--password")
arguments = parser.parse_args()

Gst.init(None)
camera = GstRtspServer.RTSPServer.new()
camera.set_address(arguments.address)
camera.set_service(arguments.port)
media = GstRtspServer.RTSPMediaFactory.new()
media.set_launch(arguments.pipeline)
media.set_shared(True)
if arguments.user:
    protect(camera, media, arguments.user, arguments.password)
camera.get_mount_points().add_factory("/live", media)
camera.attach(None)
print(camera.get_bound_port(), flush=True)
GLib.MainLoop().run()
