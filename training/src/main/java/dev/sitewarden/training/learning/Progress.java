package dev.sitewarden.training.learning;

import java.time.Duration;

/**
 * Where a training stands.
 *
 * @param pictures network inputs seen
 * @param used share of the budget, 0..1
 * @param scoreLoss mean over the steps since the last progress
 * @param boxLoss likewise
 * @param picturesPerSecond likewise
 * @param left estimated time to the end
 */
public record Progress(
    long pictures,
    double used,
    double scoreLoss,
    double boxLoss,
    double picturesPerSecond,
    Duration left) {}
