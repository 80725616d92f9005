package dev.sitewarden.hub.upload;

/** A request that is answered with an error: its HTTP status and IoT Hub's or Azure's code. */
final class UploadRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  UploadRefusedException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
