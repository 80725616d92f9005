/**
 * From zone events to incidents that survive a power cut.
 *
 * <p>In come zone events with their frame, on the detection thread; out go CloudEvents to the
 * {@link dev.sitewarden.edge.incident.EventSink} and incidents to the {@link
 * dev.sitewarden.edge.incident.IncidentObserver}, which stages on the right implement.
 *
 * <p>What a power cut does, by the moment it comes:
 *
 * <ul>
 *   <li>before the journal entry is on the disk: the incident was not accepted and nobody heard of
 *       it. A recording is read again from its start with the same epoch and raises it again, with
 *       the same ids.
 *   <li>after that, before the outbox has the event: the next process finds the entry and hands the
 *       event over.
 *   <li>after that, before the entry says so: the event is handed over once more with the same
 *       message id, which the cloud takes as a repetition.
 *   <li>before the evidence is handed over: a recording makes the same bytes again under the same
 *       path. A camera's moment is gone: its packets lay in memory, so a clip that was not complete
 *       is missing for good, and the incident is ended with the instant it opened.
 *   <li>after a recording is through, before its run file is removed: it is read once more and says
 *       nothing new.
 * </ul>
 */
@NullMarked
package dev.sitewarden.edge.incident;

import org.jspecify.annotations.NullMarked;
