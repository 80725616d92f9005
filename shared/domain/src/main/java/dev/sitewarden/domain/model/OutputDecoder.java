package dev.sitewarden.domain.model;

/** How a model's output tensor is read. */
public enum OutputDecoder {
  /** YOLOX: one row per cell of the grids with strides 8, 16 and 32. */
  YOLOX,
  /** Centre points: one map per label at stride 8, and four maps for place and size. */
  CENTERNET
}
