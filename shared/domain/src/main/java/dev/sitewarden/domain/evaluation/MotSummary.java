package dev.sitewarden.domain.evaluation;

/**
 * How well a tracker follows objects.
 *
 * @param objects boxes of all frames that were to be found
 * @param matches those of them that were
 * @param falsePositives tracks where no object is
 * @param misses objects without a track
 * @param switches objects that go on under another track
 * @param mota 1 - (false positives + misses + switches) / objects; may be negative
 * @param motp mean overlap (IoU) of the matches, 0..1
 * @param idf1 share of boxes that are right if every object has only one track, 0..1
 * @param countError mean difference of the number of tracks and of objects in a frame, without its
 *     sign
 */
public record MotSummary(
    int objects,
    int matches,
    int falsePositives,
    int misses,
    int switches,
    double mota,
    double motp,
    double idf1,
    double countError) {}
