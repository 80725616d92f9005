package dev.sitewarden.hub.provisioning;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.twin.TwinChange;

/**
 * Leave to register, for one device.
 *
 * @param device what the device is called at the hub
 * @param enabled whether it may register now
 * @param initialTwin what its twin starts from
 */
record Enrolment(DeviceId device, boolean enabled, TwinChange initialTwin) {}
