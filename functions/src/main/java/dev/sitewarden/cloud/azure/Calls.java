package dev.sitewarden.cloud.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import dev.sitewarden.cloud.notify.Attempt;
import dev.sitewarden.cloud.notify.ChannelException;
import dev.sitewarden.cloud.notify.RetryAfter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs a call of an Azure client; its failure becomes one that the message's row understands. */
final class Calls {
  private Calls() {}

  static Attempt attempt(Supplier<Attempt> call) {
    try {
      return call.get();
    } catch (HttpResponseException refusal) {
      return Attempt.ofFailure(
          Optional.ofNullable(refusal.getResponse())
              .<Throwable>map(answer -> refused(answer, refusal))
              .orElse(refusal));
    } catch (RuntimeException failure) {
      return Attempt.ofFailure(failure);
    }
  }

  private static ChannelException refused(HttpResponse answer, HttpResponseException refusal) {
    Optional<Duration> after =
        Optional.ofNullable(answer.getHeaderValue(HttpHeaderName.RETRY_AFTER))
            .flatMap(RetryAfter::parse);
    return new ChannelException(
        answer.getStatusCode(), after, String.valueOf(refusal.getMessage()));
  }
}
