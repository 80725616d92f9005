package dev.sitewarden.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A short-lived thread with a deep stack. ONNX Runtime 1.29 registers its operators and optimises
 * graphs in deep native frames: 1.05 MB were needed on a processor with AMX, while a Java thread
 * has 1 MB and ends the process with SIGSEGV, without a word, when that is too little.
 */
final class LoadingThread {
  /** Address space; only what is used becomes memory. */
  private static final long STACK_BYTES = 16 << 20;

  private LoadingThread() {}

  interface Load {
    OrtSession load() throws OrtException;
  }

  /** Waits for what is loaded on such a thread. */
  static OrtSession call(Load load) throws OrtException {
    var task = new FutureTask<>(load::load);
    new Thread(null, task, "model-loading", STACK_BYTES).start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true; // a session that nobody closes would be lost memory
        }
      }
    } catch (ExecutionException e) {
      throw asThrown(Objects.requireNonNull(e.getCause(), "a task fails with a cause"));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static OrtException asThrown(Throwable thrown) {
    return switch (thrown) {
      case OrtException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("loading a model threw what it does not", thrown);
    };
  }
}
