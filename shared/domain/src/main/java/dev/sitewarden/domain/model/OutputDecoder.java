package dev.sitewarden.domain.model;

/** How a model's output tensors are read. */
public enum OutputDecoder {
  /** YOLOX: one row per cell of the grids with strides 8, 16 and 32. */
  YOLOX,
  /** Centre points: one map per label at stride 8, and four maps for place and size. */
  CENTERNET,
  /** NanoDet: scores and distances to the four sides for grids with strides 8, 16 and 32. */
  NANODET,
  /** PicoDet: as NanoDet, with a fourth grid of stride 64. */
  PICODET
}
