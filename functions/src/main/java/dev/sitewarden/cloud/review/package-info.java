/**
 * What people decide about an incident: acknowledge, resolve with a verdict, reopen with a reason.
 *
 * <p>In: REST calls of people who may decide. Out: changes of the incident, made once per intention
 * and only on the version that the person saw. Event loop threads.
 */
@NullMarked
package dev.sitewarden.cloud.review;

import org.jspecify.annotations.NullMarked;
