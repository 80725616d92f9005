package dev.sitewarden.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One closed loop, as the API tells it.
 *
 * @param seen when the site engineer first saw the incident
 * @param incident as it was resolved
 * @param labels the COCO export after the verdict
 * @param notifications what was sent
 */
record Loop(Instant seen, JsonNode incident, JsonNode labels, JsonNode notifications) {}
