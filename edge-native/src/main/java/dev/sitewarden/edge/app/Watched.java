package dev.sitewarden.edge.app;

import dev.sitewarden.edge.hub.HubUplink;
import dev.sitewarden.edge.outbox.Outbox;

/**
 * What a device watches at the moment and where it says so, for those who ask how it is. Others
 * take its place when cameras are opened anew.
 */
record Watched(
    OpenCameras cameras,
    Models models,
    Challengers challengers,
    Reporter reporter,
    Outbox outbox,
    HubUplink uplink) {}
