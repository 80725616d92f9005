package dev.sitewarden.domain.evaluation;

import java.util.OptionalDouble;

/**
 * COCO's twelve figures, each 0..1, in COCO's order; empty where there is nothing to find.
 *
 * @param ap average precision, mean over labels and IoU 0.5 to 0.95 in steps of 0.05
 * @param ap50 average precision at IoU 0.5
 * @param ap75 average precision at IoU 0.75
 * @param apSmall of objects up to 32x32 px
 * @param apMedium of objects from 32x32 to 96x96 px
 * @param apLarge of objects from 96x96 px on
 * @param ar1 recall with the best detection of each label and picture, mean as for {@code ap}
 * @param ar10 recall with the best ten
 * @param ar100 recall with the best hundred
 */
public record CocoSummary(
    OptionalDouble ap,
    OptionalDouble ap50,
    OptionalDouble ap75,
    OptionalDouble apSmall,
    OptionalDouble apMedium,
    OptionalDouble apLarge,
    OptionalDouble ar1,
    OptionalDouble ar10,
    OptionalDouble ar100,
    OptionalDouble arSmall,
    OptionalDouble arMedium,
    OptionalDouble arLarge) {}
