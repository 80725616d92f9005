/**
 * Direct methods: the service side calls, a connected device answers.
 *
 * <p>In: {@link dev.sitewarden.hub.methods.MethodCall}. Out: {@link
 * dev.sitewarden.hub.methods.MethodAnswer}, or a refusal when nobody is there or answers in time.
 * Everything runs on the event loop, with its timers; nothing here blocks.
 */
@NullMarked
package dev.sitewarden.hub.methods;

import org.jspecify.annotations.NullMarked;
