package dev.sitewarden.cloud.notify;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The beginning of an answer's body, as text: of one that never ends no more is read, nor kept. */
final class BodyStart implements HttpResponse.BodySubscriber<String> {
  private static final int MOST_BYTES = 4096;

  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final CompletableFuture<Flow.Subscription> rest = new CompletableFuture<>();

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    rest.complete(subscription);
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      byte[] bytes = new byte[Math.min(part.remaining(), MOST_BYTES - start.size())];
      part.get(bytes);
      start.writeBytes(bytes);
    }
    if (start.size() < MOST_BYTES) {
      rest.join().request(1);
    } else {
      rest.join().cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    text.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    text.complete(start.toString(StandardCharsets.UTF_8));
  }
}
