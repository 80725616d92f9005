"""An RTSP server that plays one H.264 clip round and round, as a camera would; for tests.

Usage: rtsp-server.py CLIP PORT [USER PASSWORD]

Debian packages: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good.
Listens on the loopback only; says "ready PORT" (any free one if PORT is 0) once it can be called.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

def access_units(clip):
    """The clip's encoded pictures with their times, in decoding order, and what they are."""
    pipeline = Gst.parse_launch(f'filesrc location="{clip}" ! qtdemux ! appsink name=out sync=false')
    pipeline.set_state(Gst.State.PLAYING)
    out = pipeline.get_by_name("out")
    units, caps = [], None
    while (sample := out.emit("pull-sample")) is not None:
        data = sample.get_buffer()
        caps = sample.get_caps()
        units.append((data.extract_dup(0, data.get_size()), data.pts, data.dts, data.duration))
    pipeline.set_state(Gst.State.NULL)
    return units, caps


class Camera(GstRtspServer.RTSPMediaFactory):
    """One picture after another at the clip's rate, from the first one when somebody connects."""

    def __init__(self, clip):
        super().__init__()
        self.units, self.caps = access_units(clip)

    def do_create_element(self, url):
        return Gst.parse_launch(
            "( appsrc name=in is-live=true format=time max-bytes=1 block=false"
            " ! identity sync=true ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
        )

    def prepare(self, media):
        source = media.get_element().get_child_by_name("in")
        source.set_property("caps", self.caps)
        source.connect("need-data", self.feed)
        source.count = 0

    def feed(self, source, _):
        rounds, index = divmod(source.count, len(self.units))
        encoded, pts, dts, duration = self.units[index]
        data = Gst.Buffer.new_wrapped(encoded)
        begin = rounds * len(self.units) * duration
        data.pts, data.dts, data.duration = begin + pts, begin + dts, duration
        source.count += 1
        source.emit("push-buffer", data)


def demand(server, factory, user, password):
    """Lets in whoever knows the password, by digest or basic authentication."""
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(2)  # GST_RTSP_AUTH_DIGEST
    auth.add_digest(user, password, token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    for permission in (
        GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS,
        GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT,
    ):
        permissions.add_permission_for_role("viewer", permission, True)
    factory.set_permissions(permissions)


def main(clip, port, *login):
    Gst.init(None)
    camera = Camera(clip)
    camera.connect("media-configure", lambda _, media: camera.prepare(media))
    camera.set_shared(True)
    camera.set_latency(0)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(port)
    server.get_mount_points().add_factory("/stream", camera)
    if login:
        demand(server, camera, *login)
    server.attach(None)
    print(f"ready {server.get_bound_port()}", flush=True)
    GLib.MainLoop().run()


main(*sys.argv[1:])
